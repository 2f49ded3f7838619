import { packagedNames, setupNames } from './setup-names.ts';

/** Programs of Proxmox itself: they cost a Perl start and are answered by the tools. */
const proxmox = [
  'pct',
  'pvesm',
  'pveam',
  'qm',
  'pvesh',
  'pveversion',
  'pveum',
  'pve-firewall',
  'pvecm',
  'vzdump',
] as const;

/** Programs of the host below Proxmox: storage, services, packages, network, kernel. */
const system = [
  'apt',
  'apt-cache',
  'apt-get',
  'apt-mark',
  'curl',
  'dpkg',
  'dpkg-query',
  'ifdown',
  'ifquery',
  'ifreload',
  'ifup',
  'ip',
  'iptables',
  'iptables-save',
  'journalctl',
  'hostnamectl',
  'locale-gen',
  'lxc-attach',
  'lxc-info',
  'lxc-ls',
  'modprobe',
  'nft',
  'nvidia-smi',
  'ping',
  'poweroff',
  'proxmox-boot-tool',
  'reboot',
  'rmmod',
  'service',
  'shutdown',
  'su',
  'sysctl',
  'systemctl',
  'timedatectl',
  'udevadm',
  'update-ca-certificates',
  'update-grub',
  'update-initramfs',
  'update-locale',
  'wget',
  'wipefs',
  'sgdisk',
  'zfs',
  'zpool',
] as const;

/** Every name that the executable answers to on each simulated host. */
export const standIns: readonly string[] = [...proxmox, ...system, ...setupNames];

/** Every name that it may answer to. */
export const allStandIns: readonly string[] = [...standIns, ...packagedNames];

/** Whether the name is one of the host's programs that the sandbox stands in for. */
export function isStandIn(name: string): boolean {
  return allStandIns.includes(name);
}

/** Whether the program is one of Proxmox's own: a Perl program, slow to start. */
export function isProxmoxTool(name: string): boolean {
  return (proxmox as readonly string[]).includes(name);
}

/** Whether the program is one of those that the tools answer for. */
export function isGuestTool(name: string): boolean {
  return ['pct', 'pvesm', 'pveam', 'qm', 'pvesh', 'pveversion', 'lxc-attach'].includes(name);
}
