import { Refusal } from '../../state/refusal.ts';
import type { Params } from '../cli/arguments.ts';
import { storageTypes } from '../schema/storage-types.ts';
import type { CommandSchema } from '../schema/types.ts';

/** Arguments of `pvesm add` and `set` that are no options of a storage. */
const notStored = new Set(['type', 'storage', 'delete', 'digest']);

/** A storage's options from a command line. @throws Refusal for one that the type does not have */
export function storageOptions(
  type: string,
  params: Params,
  { usage }: CommandSchema,
): Map<string, string> {
  const known = storageTypes[type]?.options ?? {};
  const options = new Map<string, string>();
  for (const [key, value] of params) {
    if (notStored.has(key)) continue;
    if (known[key] === undefined) {
      throw new Refusal(
        `400 Parameter verification failed.\n${key}: unexpected property '${key}'\n${usage}`,
        255,
      );
    }
    options.set(key, key === 'content' ? contentText(type, value) : value);
  }
  return options;
}

/** What a storage holds, each type once. @throws Refusal for a type of content that it cannot hold */
function contentText(type: string, value: string): string {
  const words = [...new Set(value.split(/[\s,;]+/).filter((word) => word !== ''))];
  const able = storageTypes[type]?.content ?? [];
  const wrong = words.find((word) => !able.includes(word));
  if (wrong !== undefined) {
    throw new Refusal(`storage does not support content type '${wrong}'`);
  }
  return words.join(',');
}
