import type { Path } from './json/document.ts';
import { losses, meaningsOf } from './key-meanings.ts';
import type { Shape } from './schema/spec.ts';
import { didYouMean } from './suggest.ts';

/** Where an unknown key stands: the keys that are known there, and those of the object around. */
export interface KeyPlace {
  here: Shape;
  above?: Shape | undefined;
}

/** What to write instead of a key that is not known, and what is lost while it stands there. */
export function unknownKeyHint(path: Path, key: string, place: KeyPlace): string {
  const word = inSnakeCase(key);
  if (/^(?:ct|vm)?_?id$/.test(word) && 'clone_from_ctid' in place.here)
    return 'the id of a container is the name of its object in "lxc_configs"; remove it';
  const meant = meantHere(word, place.here) ?? meantBelow(word, place.here);
  if (meant !== undefined) return question(meant, word);
  const outer = place.above && exactly(word, place.above);
  if (outer === undefined) return 'it is ignored; remove it if nothing else reads it';
  const holder = path.findLast((step) => typeof step === 'string');
  return question([outer], word, `, outside of "${holder}"`);
}

/** The name among unknown ones that was to be this key of an object; `here` are the keys known there. */
export function writtenInstead(
  key: string,
  names: readonly string[],
  here: Readonly<Record<string, unknown>>,
): string | undefined {
  return names.find((name) => meantHere(inSnakeCase(name), here)?.includes(key));
}

/** The hint for a key that is missing: what to rename, where it is there by another name; else what to add. */
export function missingKeyHint(key: string, name: string | undefined, add: string): string {
  return name === undefined
    ? add
    : `did you mean it by "${name}"? rename that to "${key}", or ${add}`;
}

function inSnakeCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

/** By its other names, by its spelling, by its words. */
function meantHere(word: string, here: Readonly<Record<string, unknown>>): string[] | undefined {
  const one = exactly(word, here) ?? didYouMean(word, Object.keys(here));
  if (one !== undefined) return [one];
  const several = byWords(word, Object.keys(here));
  return several.length === 0 || several.length > 3 ? undefined : several;
}

function exactly(word: string, shape: Readonly<Record<string, unknown>>): string | undefined {
  return [word, ...meaningsOf(word)].find((key) => Object.hasOwn(shape, key));
}

/** A key of one of the objects in here, like `network_config.ip`. */
function meantBelow(word: string, here: Shape): string[] | undefined {
  for (const [name, { form }] of Object.entries(here)) {
    const inner = form.kind === 'keys' ? exactly(word, form.shape) : undefined;
    if (inner !== undefined) return [`${name}.${inner}`];
  }
  return undefined;
}

/** The keys that have all its words, or else those all of whose words it has. */
function byWords(word: string, keys: readonly string[]): string[] {
  const wordsOf = (text: string) => text.split('_');
  const own = wordsOf(word);
  const wider = keys.filter((key) => own.every((one) => wordsOf(key).includes(one)));
  if (wider.length > 0) return word.length < 3 ? [] : wider;
  // Shorter ones, like "name" and "vllm", are part of too many words.
  return keys.filter((key) => key.length > 4 && wordsOf(key).every((one) => own.includes(one)));
}

function question(keys: readonly string[], word: string, where = ''): string {
  const [key = ''] = keys;
  const asked = `did you mean ${keys.map((one) => `"${one}"`).join(' or ')}${where}?`;
  if (word === 'privileged') return `${asked} it says the opposite`;
  const lost = keys.length === 1 ? losses[key] : undefined;
  return lost === undefined ? asked : `${asked} as it stands, ${lost}`;
}
