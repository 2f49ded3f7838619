import { isLxcKey } from '@phoenix/shared-config';
import type { ConfLine } from '../operation.ts';

/** One section of a guest's conf file. */
export interface ConfSection {
  /** `key: value` pairs; raw `lxc.*` lines are in `raw`. */
  readonly keys: ReadonlyMap<string, string>;
  readonly raw: readonly Required<ConfLine>[];
  /** Of a snapshot: its comment lines, decoded. */
  readonly description?: string;
}

/**
 * `/etc/pve/{lxc,qemu-server}/ID.conf`: the guest as it is, what waits for the next start, and a
 * section per snapshot. Lines after `[name]` belong to that snapshot, up to the next header.
 */
export interface GuestConf {
  readonly main: ConfSection;
  readonly pending: ConfSection;
  /** Keys that go away at the next start. */
  readonly pendingDelete: ReadonlySet<string>;
  /** Keys that a running VM's cloud-init drive holds otherwise, until it is written anew. */
  readonly stale: ReadonlySet<string>;
  readonly snapshots: ReadonlyMap<string, ConfSection>;
  /** Names of snapshots that are being taken or deleted, or were when that was cut off. */
  readonly unfinished: ReadonlySet<string>;
  /** Comment lines of the main section, decoded. */
  readonly description: string;
  /** Lines of the main section that Proxmox leaves out when it writes the file the next time. */
  readonly dropped: readonly string[];
}

const HEADER = /^\[([a-z][a-z0-9_:-]*)\]\s*$/i;
const RAW = /^(lxc\.[a-zA-Z0-9_.-]+)(?::|\s*=)\s*(.*?)\s*$/;
const KEY = /^([a-z][a-z0-9_-]*):\s*(\S.*?)?\s*$/i;
/** What Proxmox takes for a setting, known to it or not (PVE::LXC::Config, PVE::QemuServer). */
const KEPT = /^[a-z][a-z_-]*\d*:\s*\S/;
/** Changes that wait for the next start: of a container, of a VM. */
const PENDING = new Set(['pve:pending', 'PENDING']);
/** Sections that describe no snapshot. */
const SPECIAL = /^special:/;
/** What a running VM's cloud-init drive holds: former values, and in `added` keys that it lacks. */
const DRIVE = 'special:cloudinit';

/** Name of the section that a header line opens; undefined for any other line. */
export function sectionOf(line: string): string | undefined {
  return HEADER.exec(line)?.[1];
}

/** A raw `lxc.key: value` (or `lxc.key = value`) line. */
export function rawLine(line: string): Required<ConfLine> | undefined {
  const match = RAW.exec(line) as [line: string, key: string, value: string] | null;
  return match === null ? undefined : { key: match[1], value: match[2] };
}

interface Section extends ConfSection {
  readonly keys: Map<string, string>;
  readonly raw: Required<ConfLine>[];
  description?: string;
}

/** Reads a conf file; lines that are not understood are passed over, as Proxmox does. */
export function parseConf(text: string): GuestConf {
  const main: Section = { keys: new Map(), raw: [] };
  const pending: Section = { keys: new Map(), raw: [] };
  const sections = new Map<string, Section>();
  const dropped: string[] = [];
  let section = main;
  for (const line of text.split('\n')) {
    const header = sectionOf(line);
    if (header !== undefined) {
      const known = PENDING.has(header) ? pending : sections.get(header);
      section = known ?? { keys: new Map(), raw: [] };
      if (section !== pending) sections.set(header, section);
      continue;
    }
    if (section === main && isDropped(line)) dropped.push(line.trim());
    readLine(line, section);
  }
  const { added = '', ...former } = Object.fromEntries(sections.get(DRIVE)?.keys ?? []);
  for (const name of sections.keys()) if (SPECIAL.test(name)) sections.delete(name);
  const isUnfinished = ([, { keys }]: [string, ConfSection]) => keys.has('snapstate');
  const unfinished = new Set([...sections].filter(isUnfinished).map(([name]) => name));
  for (const name of unfinished) sections.delete(name);
  return {
    main,
    pending,
    pendingDelete: new Set(wordsOf(pending.keys.get('delete')).map((key) => key.replace('!', ''))),
    stale: new Set([...Object.keys(former), ...wordsOf(added)]),
    snapshots: sections,
    unfinished,
    description: main.description ?? '',
    dropped,
  };
}

function readLine(line: string, section: Section): void {
  const { description } = section;
  if (line.startsWith('#')) {
    const comment = decodeComment(line.slice(1));
    section.description = description === undefined ? comment : `${description}\n${comment}`;
    return;
  }
  const raw = rawLine(line);
  const [, key, value = ''] = KEY.exec(line) ?? [];
  if (raw) section.raw.push(raw);
  else if (key !== undefined) section.keys.set(key, value);
}

/** The keys of a list of them, however they are separated. */
function wordsOf(text = ''): string[] {
  return text.match(/[^,; ]+/g) ?? [];
}

/** Values are not looked at: Proxmox keeps bad ones, and those of keys that it does not know. */
function isDropped(line: string): boolean {
  if (line.startsWith('#') || line.trim() === '') return false;
  const raw = rawLine(line);
  return raw === undefined ? !KEPT.test(line) : !isLxcKey(raw.key);
}

/** Proxmox writes UTF-8 byte by byte: `%C3%BC` is one letter. */
function decodeComment(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );
}

/** What a key will be at the next start: the pending value where there is one. */
function effectiveValue(conf: GuestConf, key: string): string | undefined {
  if (key === 'description') return conf.description === '' ? undefined : conf.description;
  const pending = conf.pending.keys.get(key);
  if (pending !== undefined && key !== 'delete') return pending;
  if (conf.pendingDelete.has(key)) return undefined;
  return conf.main.keys.get(key);
}

/** Every key of the main section as it will be at the next start. */
export function effectiveKeys(conf: GuestConf): Map<string, string> {
  const keys = new Map(conf.main.keys);
  for (const key of conf.pendingDelete) keys.delete(key);
  for (const [key, value] of conf.pending.keys) if (key !== 'delete') keys.set(key, value);
  return keys;
}

/** Value of a key of one section of a conf text; the main section includes what is pending. */
export function confValue(text: string, section: string | undefined, key: string) {
  const conf = parseConf(text);
  if (section === undefined) return effectiveValue(conf, key);
  return conf.snapshots.get(section)?.keys.get(key);
}

/** The same guest without the lock that a job puts on it. */
export function withoutLock(conf: GuestConf): GuestConf {
  const keys = new Map([...conf.main.keys].filter(([key]) => key !== 'lock'));
  return { ...conf, main: { ...conf.main, keys } };
}
