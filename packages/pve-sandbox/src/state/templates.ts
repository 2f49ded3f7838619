import { closeSync, openSync, readSync } from 'node:fs';
import { hostPath } from './paths.ts';

/** What a template file says that it holds. */
export interface Placeholder {
  ostype: string;
  version: string;
  /** Whether it is not what the index of templates promises. */
  damaged?: boolean;
}

/**
 * The system that a placeholder stands for: a file whose first line is `pve-sandbox template`,
 * followed by `ostype:` and `version:`. Undefined for any other file.
 */
export function readPlaceholder(path: string): Placeholder | undefined {
  const head = Buffer.alloc(1024);
  const fd = openSync(hostPath(path), 'r');
  const length = readSync(fd, head, 0, head.length, 0);
  closeSync(fd);
  const text = head.toString('latin1', 0, length).replace(/\0.*$/s, '');
  if (!text.startsWith('pve-sandbox template\n')) return undefined;
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(text)?.[1] ?? '';
  const damaged = field('checksum') === 'wrong';
  return { ostype: field('ostype'), version: field('version'), ...(damaged && { damaged }) };
}

/** The text of a placeholder. */
export const placeholderText = ({ ostype, version, damaged }: Placeholder): string =>
  `pve-sandbox template\nostype: ${ostype}\nversion: ${version}\n${damaged ? 'checksum: wrong\n' : ''}`;

const systems = ['debian', 'ubuntu', 'alpine', 'fedora', 'centos', 'archlinux', 'opensuse'];

/** The system that a template's file name tells, such as `debian-12-standard_12.12-1_amd64.tar.zst`. */
export function systemOfName(name: string): Placeholder {
  const [, system = '', version = ''] = /^([a-z]+)-?([\d.]*)/.exec(name) ?? [];
  const ostype = /^(?:rocky|alma)linux$/.test(system) ? 'centos' : system;
  return { ostype: systems.includes(ostype) ? ostype : 'unmanaged', version };
}

/** The flag that tar needs for an archive of this name. */
export function tarFlag(path: string): string[] {
  if (path.endsWith('.zst')) return ['--zstd'];
  if (path.endsWith('.xz')) return ['-J'];
  if (/\.t?gz$/.test(path)) return ['-z'];
  if (path.endsWith('.bz2')) return ['-j'];
  return [];
}
