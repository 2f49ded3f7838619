import { fileURLToPath } from 'node:url';
import type { ConfigReader, Declared } from '../declared.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { loadConfig } from '../load.ts';

/** The directory of a fixture of this package. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** What `diskReader` needs of `node:fs`. */
interface Disk {
  existsSync(path: string): boolean;
  readFileSync(path: string, encoding: 'utf8'): string;
}

/** Reads the real disk, through the `node:fs` of the test. */
export function diskReader(disk: Disk): ConfigReader {
  return {
    read: (path) => (disk.existsSync(path) ? disk.readFileSync(path, 'utf8') : undefined),
    exists: (path) => disk.existsSync(path),
  };
}

/** A reader of texts; beside them every file exists. */
export function memoryReader(files: Readonly<Record<string, string>>): ConfigReader {
  return { read: (path) => files[path], exists: () => true };
}

/** A sound container, with what a test wants different. */
export function container(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const all: Record<string, unknown> = {
    name: 'web',
    memory_mb: 512,
    cores: 1,
    storage_pool: 'tank',
    storage_size_gb: 8,
    template: '/t/debian.tar.zst',
    network_config: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp' },
    unprivileged: true,
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** A sound VM, with what a test wants different. */
export function machine(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    vmid: 8000,
    name: 'vm',
    cores: 1,
    memory_mb: 512,
    disk_size_gb: 8,
    storage_pool: 'tank',
    network_bridge: 'vmbr0',
    template_image: 'noble-server-cloudimg-amd64.img',
    ...changes,
  };
}

export interface Written {
  hypervisor?: unknown;
  lxc?: Record<string, unknown>;
  vms?: unknown[];
}

/** Loads what is given as data, one key a line. */
export function load({ hypervisor = {}, lxc = {}, vms }: Written): Declared {
  const text = (value: unknown) => JSON.stringify(value, null, 1);
  return loadConfig({
    baseDir: '/p',
    reader: memoryReader({
      '/p/etc/phoenix_hypervisor_config.json': text(hypervisor),
      '/p/etc/phoenix_lxc_configs.json': text({ lxc_configs: lxc }),
      ...(vms === undefined ? {} : { '/p/etc/phoenix_vm_configs.json': text({ vms }) }),
    }),
  });
}

/** A diagnostic in one line: `severity code FILE:LINE:COLUMN message`. */
export function told({ severity, code, where, message }: Diagnostic): string {
  const file = where?.file
    .split('/')
    .at(-1)
    ?.replace(/^phoenix_|_configs?\.json$/g, '');
  const place = where === undefined ? '-' : `${file}:${where.line}:${where.column}`;
  return `${severity} ${code} ${place} ${message}`;
}
