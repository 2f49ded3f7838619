import { meaningsOf } from '../key-meanings.ts';
import { didYouMean } from '../suggest.ts';
import { fileReferences, type KeyReference, keysOf } from './reference.ts';

/** The keys that a word means, or what may be meant instead. */
export interface FoundKeys {
  readonly keys: readonly KeyReference[];
  /** Where the word is another name of these keys: `ram` is `memory_mb`. */
  readonly calledHere?: string;
  /** Where there is no such key: one with a name like it. */
  readonly close?: string;
}

/**
 * Finds keys by a whole path or by the end of one. Ids, places in lists and the words in angle brackets may stand
 * there or be left out: `memory_mb`, `health_check.retries`, `lxc_configs.950.cores`, `vms[0].name`.
 */
export function findKeys(word: string): FoundKeys {
  const all = fileReferences().flatMap(keysOf);
  const ending = (name: string) => {
    const wanted = stepsOf(name);
    return all.filter(({ key }) => wanted.length > 0 && endsWith(stepsOf(key), wanted));
  };
  const found = ending(word);
  if (found.length > 0) return { keys: found };
  for (const name of meaningsOf(word.toLowerCase())) {
    const keys = ending(name);
    if (keys.length > 0) return { keys, calledHere: name };
  }
  const close = didYouMean(
    stepsOf(word).at(-1) ?? '',
    new Set(all.map(({ key }) => stepsOf(key).at(-1) ?? '')),
  );
  return { keys: [], ...(close !== undefined && { close }) };
}

/** The names of all keys, each once, with the paths that end with it. */
export function keyNames(): (readonly [name: string, paths: string])[] {
  const all = fileReferences().flatMap(keysOf);
  const byName = Map.groupBy(all, ({ key }) => stepsOf(key).at(-1) ?? key);
  return [...byName].map(([name, keys]) => [name, keys.map(({ key }) => key).join(', ')]);
}

/** The names of a path: without ids, places in lists, and words in angle brackets. */
function stepsOf(path: string): string[] {
  const names = path.replaceAll(/\[\d*\]/g, '').split('.');
  return names.filter((name) => name !== '' && !/^(?:\d+|<.*>)$/.test(name));
}

function endsWith(steps: readonly string[], wanted: readonly string[]): boolean {
  const from = steps.length - wanted.length;
  return from >= 0 && wanted.every((name, index) => steps[from + index] === name);
}
