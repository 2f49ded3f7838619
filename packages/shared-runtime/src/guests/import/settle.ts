import type { Declared, Diagnostic } from '@phoenix/shared-config';
import type { Kind } from '../kind.ts';
import { nameOf } from './common.ts';
import type { Found, Imported, Wording, Words } from './words.ts';

/** Loads a configuration in which the file of the kind is this one. */
export type Load = (file: Readonly<Record<string, unknown>>) => Pick<Declared, 'diagnostics'>;

/**
 * Puts guests into words that the configuration takes. One that it does not take after all is left out,
 * and then no other may name it: so they are put into words again until all goes together.
 */
export function settle(
  kind: Kind,
  wording: Wording,
  found: readonly Omit<Found, 'known'>[],
  before: { readonly ids: Iterable<number>; readonly file?: Readonly<Record<string, unknown>> },
  load: Load,
): { readonly guests: Imported[]; readonly file: Readonly<Record<string, unknown>> } {
  const cannot = new Map<number, string>();
  for (;;) {
    const left = found.filter(({ id }) => !cannot.has(id));
    const known = new Set([...before.ids, ...left.map(({ id }) => id)]);
    const said = new Map<number, Words>();
    for (const one of left) {
      const words = wording.declare({ ...one, known });
      if ('cannot' in words) cannot.set(one.id, words.cannot);
      else said.set(one.id, words);
    }
    const declarations = new Map([...said].map(([id, { keys }]) => [id, keys]));
    const file = wording.file(declarations, before.file);
    const { diagnostics } = load(file);
    for (const id of said.keys()) {
      const error = diagnostics.find((one) => isAbout(one, id));
      if (error !== undefined) cannot.set(id, error.message.replace(`guest ${id}: `, ''));
    }
    if (left.every(({ id }) => !cannot.has(id)))
      return { guests: found.map((one) => imported(kind, one, said, cannot)), file };
  }
}

/** What is wrong with a value alone tells its guest in words only. */
function isAbout({ severity, guests, message }: Diagnostic, id: number): boolean {
  return (
    severity === 'error' && (guests?.includes(id) === true || message.startsWith(`guest ${id}: `))
  );
}

function imported(
  kind: Kind,
  one: Omit<Found, 'known'>,
  said: ReadonlyMap<number, Words>,
  cannot: ReadonlyMap<number, string>,
): Imported {
  const common = { id: one.id, kind: kind.name, name: nameOf(kind, one) };
  const words = said.get(one.id);
  if (words !== undefined) return { ...common, declaration: words.keys, notes: words.notes };
  return { ...common, notes: [], cannot: cannot.get(one.id) ?? '' };
}
