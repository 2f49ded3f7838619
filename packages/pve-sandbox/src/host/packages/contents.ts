import { unitsOf } from '../services/packaged-units.ts';
import { chronyConf, exportsFile, smbConf, sudoersFile } from './configuration-files.ts';

/** What a package brings besides the machine's own programs: stand-ins, units, files in /etc. */
export type Contents = {
  programs: readonly string[];
  units: readonly string[];
  etc: Readonly<Record<string, string>>;
  /** Directories outside /etc. */
  directories: readonly string[];
};

/** Programs of the sandbox that are there only while their package is. */
const programs: Record<string, readonly string[]> = {
  apparmor: ['apparmor_parser', 'aa-status'],
  chrony: ['chronyc'],
  dkms: ['dkms'],
  'guestfs-tools': ['virt-customize'],
  'libguestfs-tools': ['virt-customize'],
  'nfs-common': ['showmount'],
  'nfs-kernel-server': ['exportfs'],
  samba: ['smbcontrol', 'pdbedit'],
  'samba-common-bin': ['smbpasswd', 'testparm'],
  sudo: ['sudo', 'visudo'],
};

const etc: Record<string, Readonly<Record<string, string>>> = {
  chrony: { 'etc/chrony/chrony.conf': chronyConf },
  'nfs-kernel-server': { 'etc/exports': exportsFile },
  'samba-common': { 'etc/samba/smb.conf': smbConf },
  sudo: { 'etc/sudoers': sudoersFile },
};

const directories: Record<string, readonly string[]> = {
  'samba-common': ['var/lib/samba/private', 'var/cache/samba', 'var/log/samba', 'run/samba'],
};

/** The packages that bring a program. */
export const packagesWith = (program: string): string[] =>
  Object.keys(programs).filter((name) => programs[name]?.includes(program));

/** What a package brings; nothing for one that the sandbox has no use for. */
export const contentsOf = (name: string): Contents => ({
  programs: programs[name] ?? [],
  units: unitsOf(name),
  etc: etc[name] ?? {},
  directories: directories[name] ?? [],
});
