import { keyedHash } from '@phoenix/shared-runtime';

/**
 * What a declaration says, flat: `network_config.ip`, `features.0`. Numbers and switches stand there as
 * they are. Of a text there is only its fingerprint, since it may be a password.
 */
export type Values = Readonly<Record<string, number | boolean | string>>;

/** How a value differs from what it was. */
export interface Difference {
  readonly key: string;
  /** `4 -> 6`, `has another value`, `is declared now`, `is no longer declared`. */
  readonly text: string;
}

/** The values of a declaration; `key` is that of the machine. */
export function valuesOf(declaration: object, key: string): Values {
  const values: Record<string, number | boolean | string> = {};
  const add = (path: string, value: unknown) => {
    if (typeof value === 'number' || typeof value === 'boolean') values[path] = value;
    else if (typeof value === 'string') values[path] = `#${keyedHash(key, value)}`;
    else if (value instanceof Map) addAll(path, [...value]);
    else if (value instanceof Set) addAll(path, Object.entries([...value]));
    else if (value !== null && typeof value === 'object') addAll(path, Object.entries(value));
  };
  const addAll = (path: string, entries: Iterable<readonly [unknown, unknown]>) => {
    for (const [name, value] of entries) add(path === '' ? `${name}` : `${path}.${name}`, value);
  };
  add('', declaration);
  return values;
}

/** What is declared otherwise than before, in the order in which it is declared. */
export function differences(before: Values, now: Values): Difference[] {
  const keys = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return keys.flatMap((key) => {
    const [was, is] = [before[key], now[key]];
    return was === is ? [] : [{ key, text: difference(was, is) }];
  });
}

function difference(was: Values[string] | undefined, is: Values[string] | undefined): string {
  if (was === undefined) return 'is declared now';
  if (is === undefined) return 'is no longer declared';
  if (typeof was === 'string' || typeof is === 'string') return 'has another value';
  return `${was} -> ${is}`;
}
