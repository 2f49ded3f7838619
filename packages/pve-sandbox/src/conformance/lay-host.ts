import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placeholderText, systemOfName } from '../state/templates.ts';
import type { Host, Scenario } from './scenario.ts';

/** Lays what host.json tells into a fresh sandbox, as a real host would have it. */
export function layHost(dir: string, host: Host): void {
  for (const name of Object.keys(host.bridges ?? {})) {
    mkdirSync(join(dir, 'sys/class/net', name), { recursive: true });
  }
  const cfg = host['storage.cfg'] ?? '';
  if (cfg !== '') write(join(dir, 'etc/pve/storage.cfg'), cfg);
  for (const [, path = ''] of cfg.matchAll(/^\tpath (\S+)$/gm)) {
    mkdirSync(join(dir, path), { recursive: true });
  }
  for (const [path, what] of Object.entries(host.files ?? {})) layFile(dir, path, what);
}

/** What host.json tells of a file. */
interface Described {
  content?: string;
  size?: number;
  what?: string;
}

function layFile(dir: string, path: string, what: unknown): void {
  const target = join(dir, path);
  if (path.endsWith('/')) {
    mkdirSync(target, { recursive: true });
    if (typeof what === 'string') layDownloads(dir, path, what);
    return;
  }
  const told = (typeof what === 'object' && what !== null ? what : { what }) as Described;
  const { content, size } = told;
  const name = path.split('/').at(-1) ?? '';
  const text = /\.tar\.\w+$/.test(name) ? placeholderText(systemOfName(name)) : '';
  if (name.endsWith('.qcow2')) writeQcow2(target, told.what ?? '');
  else write(target, content ?? text);
  if (size !== undefined) truncateSync(target, size);
}

/** A directory of templates that a download server of the host offers, as its description tells. */
function layDownloads(dir: string, path: string, what: string): void {
  const section = /\/images\/(\w+)\/$/.exec(path)?.[1];
  if (section === undefined) return;
  for (const [, name = '', remark = ''] of what.matchAll(/(\S+\.tar\.\w+) \(([^)]*)\)/g)) {
    const damaged = /\bnot\b/.test(remark);
    const text = placeholderText({ ...systemOfName(name), damaged });
    write(join(dir, 'var/lib/pve-sandbox/downloads', section, name), text);
  }
}

const gibi = 2 ** 30;

/** The header of an empty image, of the virtual size that its description tells. */
function writeQcow2(path: string, what: string): void {
  const size = Number(/virtual size (\d+) GiB/.exec(what)?.[1] ?? 1) * gibi;
  const header = Buffer.alloc(104);
  header.write('QFI\xfb', 'latin1');
  header.writeUInt32BE(3, 4);
  header.writeUInt32BE(16, 20);
  header.writeBigUInt64BE(BigInt(size), 24);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, header);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** How a scenario's time passes: really where steps meet in time, not at all elsewhere. */
export const needsTime = ({ steps }: Scenario): boolean =>
  steps.some(({ parallel, kill }) => parallel !== undefined || kill !== undefined);
