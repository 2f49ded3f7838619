import { noteChange } from '../record/note.ts';
import { Refusal } from '../state/refusal.ts';
import { err } from '../state/talk.ts';
import { packagesWith } from './packages/contents.ts';
import { isInstalled } from './packages/database.ts';
import { packagedNames } from './setup-names.ts';

type Program = (args: readonly string[]) => Promise<number> | number;

const shadow = (name: string) => async (): Promise<Program> => {
  const { shadowPrograms } = await import('./accounts/shadow-programs.ts');
  return shadowPrograms[name] ?? (() => 127);
};

/** Succeeds; what it would do, nobody could see. */
const succeeds = async (): Promise<Program> => () => {
  noteChange();
  return 0;
};

/** A question that has no answer here. */
const silent = async (): Promise<Program> => () => 0;

/** The programs that a host setup calls, each with state of its own. */
const programs: Record<string, () => Promise<Program>> = {
  'aa-status': async () => (await import('./kernel/apparmor.ts')).aaStatus,
  apparmor_parser: async () => (await import('./kernel/apparmor.ts')).apparmorParser,
  apt: async () => (await import('./packages/apt.ts')).apt,
  'apt-cache': async () => (await import('./packages/apt-cache.ts')).aptCache,
  'apt-get': async () => (await import('./packages/apt.ts')).apt,
  'apt-mark': async () => (await import('./packages/apt-mark.ts')).aptMark,
  bridge: silent,
  chpasswd: shadow('chpasswd'),
  chronyc: silent,
  chsh: shadow('chsh'),
  dkms: async () => (await import('./kernel/nvidia.ts')).dkms,
  dpkg: async () => (await import('./packages/dpkg.ts')).dpkg,
  'dpkg-query': async () => (await import('./packages/dpkg-query.ts')).dpkgQuery,
  exportfs: async () => (await import('./sharing/exportfs.ts')).exportfs,
  gpasswd: shadow('gpasswd'),
  groupadd: shadow('groupadd'),
  groupdel: shadow('groupdel'),
  groupmod: shadow('groupmod'),
  hostname: async () => (await import('./services/host-name.ts')).hostname,
  hostnamectl: async () => (await import('./services/host-name.ts')).hostnamectl,
  ifdown: async () => (await import('./network/ifupdown.ts')).ifdown,
  ifquery: async () => (await import('./network/ifupdown.ts')).ifquery,
  ifreload: async () => (await import('./network/ifupdown.ts')).ifreload,
  ifup: async () => (await import('./network/ifupdown.ts')).ifup,
  ip: async () => (await import('./network/ip.ts')).ip,
  'iptables-save': async () => (await import('./firewall/pve-firewall.ts')).iptablesSave,
  lsmod: async () => (await import('./kernel/modules.ts')).lsmod,
  lspci: async () => (await import('./kernel/lspci.ts')).lspci,
  modinfo: async () => (await import('./kernel/modules.ts')).modinfo,
  modprobe: async () => (await import('./kernel/modules.ts')).modprobe,
  'nvidia-installer': async () => (await import('./kernel/nvidia.ts')).nvidiaInstaller,
  'nvidia-smi': async () => (await import('./kernel/nvidia.ts')).nvidiaSmi,
  passwd: shadow('passwd'),
  pdbedit: async () => (await import('./sharing/samba-users.ts')).pdbedit,
  ping: async () => (await import('./network/ping.ts')).ping,
  'proxmox-boot-tool': async () => (await import('./kernel/boot.ts')).bootTool,
  'pve-firewall': async () => (await import('./firewall/pve-firewall.ts')).pveFirewall,
  pvecm: async () => (await import('./kernel/uname.ts')).pvecm,
  pvesubscription: async () => (await import('./subscription.ts')).pvesubscription,
  pveum: async () => (await import('./accounts/pveum.ts')).pveum,
  reboot: succeeds,
  rmmod: async () => (await import('./kernel/modules.ts')).rmmod,
  service: async () => (await import('./services/systemctl.ts')).service,
  showmount: async () => (await import('./sharing/showmount.ts')).showmount,
  smbcontrol: async () => (await import('./sharing/samba-users.ts')).smbcontrol,
  smbpasswd: async () => (await import('./sharing/samba-users.ts')).smbpasswd,
  systemctl: async () => (await import('./services/systemctl.ts')).systemctl,
  'systemd-run': async () => (await import('./services/systemd-run.ts')).systemdRun,
  testparm: async () => (await import('./sharing/testparm.ts')).testparm,
  timedatectl: async () => (await import('./services/clock.ts')).timedatectl,
  uname: async () => (await import('./kernel/uname.ts')).uname,
  'update-grub': async () => (await import('./kernel/boot.ts')).updateGrub,
  'update-initramfs': async () => (await import('./kernel/boot.ts')).updateInitramfs,
  useradd: shadow('useradd'),
  userdel: shadow('userdel'),
  usermod: shadow('usermod'),
  visudo: async () => (await import('./accounts/visudo.ts')).visudo,
};

/**
 * Answers as one of these programs; undefined for any other name. A program whose package is not
 * installed is not found, though the machine may have it.
 */
export async function runSetupProgram(
  name: string,
  args: readonly string[],
): Promise<number | undefined> {
  const isPackaged = (packagedNames as readonly string[]).includes(name);
  if (isPackaged && !packagesWith(name).some(isInstalled)) {
    err(`${name}: command not found\n`);
    return 127;
  }
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program === undefined) return undefined;
  try {
    return await (await program())(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err(`${error.message}\n`);
    return error.exit;
  }
}
