import { storageTypes } from '../tools/schema/storage-types.ts';
import { readText, writeText } from './files.ts';
import { nodeName } from './paths.ts';
import { Refusal } from './refusal.ts';

/** A section of storage.cfg: its type, its id, its options in file order. */
export interface Storage {
  type: string;
  id: string;
  options: Map<string, string>;
}

const path = '/etc/pve/storage.cfg';
/** Proxmox adds this storage itself where the file does not name it. */
const builtinLocal = (): Storage => ({
  type: 'dir',
  id: 'local',
  options: new Map([
    ['path', '/var/lib/vz'],
    ['content', 'backup,vztmpl,iso,import'],
  ]),
});

/** Options of a flag's form: the bare word, nothing when off. */
const flags = new Set(['disable']);

/** All storages in file order. */
export function loadStorages(): Storage[] {
  const storages = parseStorageCfg(readText(path) ?? '');
  return storages.some(({ id }) => id === 'local') ? storages : [builtinLocal(), ...storages];
}

/** Reads the text of storage.cfg. */
export function parseStorageCfg(text: string): Storage[] {
  const storages: Storage[] = [];
  for (const line of text.split('\n')) {
    const [, type, id] = /^(\w+):\s*(\S+)\s*$/.exec(line) ?? [];
    const [, key, value = ''] = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line) ?? [];
    if (type !== undefined && id !== undefined) storages.push({ type, id, options: new Map() });
    else if (key !== undefined) storages.at(-1)?.options.set(key, value === '' ? '1' : value);
  }
  for (const { type, options } of storages) {
    if (!options.has('content')) options.set('content', defaultContent(type));
  }
  return storages;
}

const defaultContent = (type: string): string =>
  (storageTypes[type]?.defaultContent ?? []).join(',');

/** The text of storage.cfg: what a storage must have first, then its other options by name. */
export function storageCfgText(storages: readonly Storage[]): string {
  return storages
    .map(({ type, id, options }) => {
      const lines = [...options]
        .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
        .filter(([key, value]) => !flags.has(key) || value === '1')
        .map(([key, value]) => (flags.has(key) ? `\t${key}\n` : `\t${key} ${value}\n`));
      return `${type}: ${id}\n${lines.join('')}\n`;
    })
    .join('');
}

const required = new Set(['path', 'pool', 'vgname', 'thinpool', 'server', 'export', 'share']);
const rank = (key: string): number =>
  /^(?:comment|disable)$/.test(key) ? 0 : required.has(key) ? 1 : 2;

/** Writes storage.cfg in canonical form. */
export function writeStorages(storages: readonly Storage[]): void {
  writeText(path, storageCfgText(storages), 0o640);
}

/** The storage of that id. @throws Refusal when there is none */
export function storage(id: string, exit = 255): Storage {
  const found = loadStorages().find((each) => each.id === id);
  if (found === undefined) throw new Refusal(`storage '${id}' does not exist`, exit);
  return found;
}

/** The storage of that id, if it may be used here. @throws Refusal */
export function enabledStorage(id: string): Storage {
  const found = storage(id);
  if (isDisabled(found)) throw new Refusal(`storage '${id}' is disabled`);
  const nodes = found.options.get('nodes')?.split(',') ?? [nodeName];
  if (!nodes.includes(nodeName)) {
    throw new Refusal(`storage '${id}' is not available on node '${nodeName}'`);
  }
  return found;
}

/** Whether a storage is switched off. */
export const isDisabled = (each: Storage): boolean => each.options.get('disable') === '1';

/** What a storage may hold. */
export function contentTypes(each: Storage): string[] {
  return (each.options.get('content') ?? defaultContent(each.type))
    .split(/[,; ]+/)
    .filter((type) => type !== 'none');
}
