import { mkdirSync, rmSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { list, readText, remove, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { factsOf, release } from '../release.ts';
import { installedDriver, nvidiaModules } from './nvidia-driver.ts';

/** Modules of the kernel that anyone asks for; nvidia's come with its driver. */
const available = [
  'vfio',
  'vfio_iommu_type1',
  'vfio_pci',
  'vfio_virqfd',
  'nouveau',
  'nvidiafb',
  'kvm',
  'kvm_intel',
  'kvm_amd',
  'zfs',
  'overlay',
  'br_netfilter',
  'bonding',
  'nfs',
  'nfsd',
  'fuse',
  'loop',
  'tun',
  'snd_hda_intel',
  'i915',
  'amdgpu',
  'radeon',
  'ip_tables',
  'nf_conntrack',
  'vhost_net',
  'tcp_bbr',
  'wireguard',
  'dm_thin_pool',
  'ip_vs',
  'coretemp',
  'nvme',
  'zram',
];

const plain = (name: string): string => name.replaceAll('-', '_');

/** The modules that are loaded: directories of /sys/module. */
export const loaded = (): string[] => list('/sys/module');

/** Whether a module is loaded. */
export const isLoaded = (name: string): boolean => loaded().includes(plain(name));

const exists = (name: string): boolean =>
  available.includes(name) || (nvidiaModules.includes(name) && installedDriver() !== undefined);

/** Loads a module. @returns what it fails with, undefined when it is loaded */
export function load(name: string): string | undefined {
  const module = plain(name);
  if (isLoaded(module)) return undefined;
  const { kernel } = factsOf(release());
  if (!exists(module))
    return `modprobe: FATAL: Module ${name} not found in directory /lib/modules/${kernel}`;
  if (nvidiaModules.includes(module)) {
    if (isLoaded('nouveau')) return `modprobe: ERROR: could not insert '${module}': No such device`;
    bringDriver();
  } else mkdirSync(hostPath(`/sys/module/${module}`), { recursive: true });
  return undefined;
}

/** The driver's modules and device files. */
function bringDriver(): void {
  for (const module of nvidiaModules)
    mkdirSync(hostPath(`/sys/module/${module}`), { recursive: true });
  writeText('/sys/module/nvidia/version', `${installedDriver()}\n`);
  for (const name of ['nvidia0', 'nvidiactl', 'nvidia-uvm', 'nvidia-uvm-tools', 'nvidia-modeset'])
    writeText(`/dev/${name}`, '');
}

/** Takes a module out; those of the driver go together. */
export function unload(name: string): void {
  rmSync(hostPath(`/sys/module/${plain(name)}`), { recursive: true, force: true });
  if (plain(name) === 'nvidia')
    for (const file of list('/dev').filter((one) => one.startsWith('nvidia')))
      remove(`/dev/${file}`);
}

/** What modules-load.d and /etc/modules name. */
function configured(): string[] {
  const files = [
    '/etc/modules',
    ...list('/etc/modules-load.d')
      .filter((one) => one.endsWith('.conf'))
      .map((one) => `/etc/modules-load.d/${one}`),
  ];
  return files
    .flatMap((file) => (readText(file) ?? '').split('\n'))
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/)[0] ?? '')
    .filter(Boolean);
}

/** Loads what is to be loaded at each boot. */
export function loadConfigured(): number {
  for (const name of configured()) load(name);
  return 0;
}

/** modprobe NAME, -a NAME..., -r NAME, -n. */
export function modprobe(args: readonly string[]): number {
  const words = readOptions(args, ['d', 'S', 'C']);
  const names = has(words, 'a', 'all') ? words.operands : words.operands.slice(0, 1);
  if (has(words, 'n', 'dry-run', 'show', 'D', 'show-depends')) {
    const missing = names.find((name) => !exists(plain(name)));
    if (missing !== undefined)
      err(
        `modprobe: FATAL: Module ${missing} not found in directory /lib/modules/${factsOf(release()).kernel}\n`,
      );
    return missing === undefined ? 0 : 1;
  }
  noteChange();
  let code = 0;
  for (const name of names) {
    if (has(words, 'r', 'remove')) unload(name);
    else {
      const failed = load(name);
      if (failed === undefined) continue;
      if (!has(words, 'q', 'quiet')) err(`${failed}\n`);
      code = 1;
    }
  }
  return code;
}

/** rmmod NAME... */
export function rmmod(args: readonly string[]): number {
  let code = 0;
  for (const name of readOptions(args).operands) {
    if (isLoaded(name)) {
      noteChange();
      unload(name);
    } else {
      err(`rmmod: ERROR: Module ${plain(name)} is not currently loaded\n`);
      code = 1;
    }
  }
  return code;
}

/** lsmod. */
export function lsmod(): number {
  out('Module                  Size  Used by\n');
  for (const name of loaded()) out(`${name.padEnd(20)} 100000  0\n`);
  return 0;
}

/** modinfo [-F FIELD] NAME. */
export function modinfo(args: readonly string[]): number {
  const words = readOptions(args, ['F', 'field', 'k']);
  const name = words.operands[0] ?? '';
  if (!exists(plain(name)) && !isLoaded(name)) {
    err(`modinfo: ERROR: Module ${name} not found.\n`);
    return 1;
  }
  const { kernel } = factsOf(release());
  const fields: Record<string, string> = {
    filename: `/lib/modules/${kernel}/kernel/${plain(name)}.ko`,
    name: plain(name),
    vermagic: `${kernel} SMP preempt mod_unload modversions`,
    ...(nvidiaModules.includes(plain(name)) && { version: installedDriver() ?? '' }),
  };
  const asked = optionOf(words, 'F', 'field');
  if (asked !== undefined) out(`${fields[asked] ?? ''}\n`);
  else for (const [key, value] of Object.entries(fields)) out(`${`${key}:`.padEnd(15)} ${value}\n`);
  return 0;
}
