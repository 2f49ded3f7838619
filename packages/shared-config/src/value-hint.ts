import type { Path } from './json/document.ts';
import { isObject } from './json/is-object.ts';
import { didYouMean } from './suggest.ts';

/** Words of other firewalls and tools for a choice that Proxmox calls by another one. */
const CALLED: Readonly<Record<string, string>> = {
  allow: 'ACCEPT',
  permit: 'ACCEPT',
  deny: 'DROP',
  block: 'DROP',
};

/** MiB by the letter of a unit. */
const MIB: Readonly<Record<string, number>> = { M: 1, G: 1024, T: 1024 * 1024 };

/** What to write instead of a value of a wrong kind, where that can be told. `file` is the file's data. */
export function valueHint(
  value: unknown,
  must: string,
  path: Path,
  file: unknown,
): string | undefined {
  if (must.startsWith('a list') && isWord(value)) return `write a list: [${JSON.stringify(value)}]`;
  if (typeof value !== 'string') return undefined;
  if (/^a (?:whole )?number/.test(must)) return numberHint(value, String(path.at(-1)));
  if (must === 'true or false')
    return /^(?:true|false)$/.test(value) ? `write ${value} without quotes` : undefined;
  if (must.startsWith('a guest id') && path.at(-1) !== 'vmid') return idHint(value, file);
  const isChoice = /^"[^"]+"(?:, "[^"]+")*(?: or "[^"]+")?$/.test(must);
  const choices = isChoice ? [...must.matchAll(/"([^"]+)"/g)] : [];
  return choiceHint(
    value,
    choices.map(([, choice = '']) => choice),
  );
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** A number in quotes is the commonest mistake, one with a unit the next. */
function numberHint(value: string, key: string): string | undefined {
  if (/^\d+$/.test(value)) return `write ${value} without quotes`;
  const [, amount = '', letter = ''] = /^([\d.]+) *([MGT])i?B?$/i.exec(value) ?? [];
  const unit = MIB[letter.toUpperCase()];
  const own = key.endsWith('_gb') ? 1024 : key.endsWith('_mb') ? 1 : undefined;
  if (unit === undefined || own === undefined) return undefined;
  const counted = (Number(amount) * unit) / own;
  const name = own === 1 ? 'MiB' : 'GiB';
  return Number.isSafeInteger(counted)
    ? `write ${counted}, without quotes and unit: it counts ${name}`
    : `write a number of ${name}, without quotes and unit`;
}

/** The name of a guest in the place of its id. */
function idHint(value: string, file: unknown): string {
  const id = idsByName(file).get(value);
  return id === undefined
    ? 'write the id of a guest: phoenix status lists ids and names'
    : `write ${id}, the id of ${value}`;
}

function idsByName(file: unknown): ReadonlyMap<unknown, unknown> {
  if (!isObject(file)) return new Map();
  const { lxc_configs, vms } = file;
  const containers = isObject(lxc_configs) ? Object.entries(lxc_configs) : [];
  const machines = Array.isArray(vms) ? vms.filter(isObject) : [];
  return new Map([
    ...containers.flatMap(([id, guest]) => (isObject(guest) ? [[guest.name, id] as const] : [])),
    ...machines.map(({ name, vmid }) => [name, vmid] as const),
  ]);
}

function choiceHint(value: string, choices: readonly string[]): string | undefined {
  if (choices.length === 0) return undefined;
  const called = CALLED[value.toLowerCase()] ?? didYouMean(value, choices);
  return called !== undefined && choices.includes(called)
    ? `did you mean "${called}"?`
    : `write ${choices.map((choice) => `"${choice}"`).join(', ')}`;
}
