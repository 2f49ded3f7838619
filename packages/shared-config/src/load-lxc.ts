import { oddName } from './characters.ts';
import type { ConfigReader } from './declared.ts';
import { isObject } from './json/is-object.ts';
import type { LxcFileRoot, LxcGuest } from './lxc-guest.ts';
import type { Draft } from './normalise/draft.ts';
import { normaliseLxc } from './normalise/lxc.ts';
import { Notes } from './normalise/notes.ts';
import { present } from './normalise/small.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { type LxcInput, lxcFile } from './schema/lxc.ts';
import { shown, validate } from './validate.ts';

/** A guest with the place of its declaration. */
export interface Loaded<Guest extends { id: number }> {
  draft: Draft<Guest>;
  path: (string | number)[];
  /** It as it stands in the file. */
  written: Record<string, unknown>;
  /** Whether the declaration has an error of its own. */
  broken: boolean;
}

export interface LoadedLxc {
  file: ReadFile;
  root: LxcFileRoot;
  guests: Loaded<LxcGuest>[];
}

/** Loads the container file. */
export function loadLxc(path: string, reader: ConfigReader): LoadedLxc {
  const file = readFile('lxc', path, reader);
  if (file.data === undefined) return { file, root: {}, guests: [] };
  const checked = validate('lxc', lxcFile(), file.data, file);
  const sound = isObject(checked.data) ? checked.data : {};
  const inputs = isObject(sound.lxc_configs) ? sound.lxc_configs : {};
  const written = isObject(file.data.lxc_configs) ? file.data.lxc_configs : {};
  const wrong = new Set(checked.broken.map((one) => String(one[1])));
  const guests: Loaded<LxcGuest>[] = [];
  for (const [key, value] of Object.entries(written)) {
    if (!isId(key, file)) continue;
    const id = Number(key);
    const place = ['lxc_configs', key];
    if (!isObject(value)) {
      // Told as an error already; kept, so that a reference to it is none.
      guests.push({ draft: { id }, path: place, written: {}, broken: true });
      continue;
    }
    const notes = new Notes(file.findings, 'lxc', place, value, id);
    const input = (isObject(inputs[key]) ? inputs[key] : {}) as Partial<LxcInput>;
    const draft = normaliseLxc(id, input, notes);
    guests.push({ draft, path: place, written: value, broken: notes.broken || wrong.has(key) });
  }
  return { file, root: rootOf(sound), guests };
}

function isId(key: string, { findings }: ReadFile): boolean {
  if (/^[1-9]\d{2,8}$/.test(key)) return true;
  // Told already.
  if (oddName(key) !== undefined) return false;
  const number = key.trim().replace(/^0+/, '');
  findings.error(
    'invalid-id',
    { file: 'lxc', path: ['lxc_configs', key], at: 'name' },
    `${shown(key)} is no container id: that is a number from 100 to 999999999`,
    { hint: /^[1-9]\d{2,8}$/.test(number) ? `write "${number}"` : 'write a number like "950"' },
  );
  return false;
}

function rootOf(data: Record<string, unknown>): LxcFileRoot {
  const { nvidia_driver_version, nvidia_repo_url, nvidia_runfile_url } = data as LxcFileRoot;
  return present({ nvidia_driver_version, nvidia_repo_url, nvidia_runfile_url });
}
