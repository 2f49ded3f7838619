import { type OddCharacter, oddCharacter, oddName } from './characters.ts';
import type { Path } from './json/document.ts';
import { isObject } from './json/is-object.ts';
import type { Spec } from './schema/spec.ts';

/** A text with a character that it must not hold, or a name of an object with one. */
export interface OddText {
  path: Path;
  at: 'name' | 'value';
  odd: OddCharacter;
}

/**
 * Every odd text of a file, also where no pattern of the spec looks: names of all objects, and the
 * texts in data that nobody here knows.
 */
export function oddTexts(spec: Spec<unknown>, data: unknown): OddText[] {
  const found: OddText[] = [];
  const visit = (one: Spec<unknown> | undefined, value: unknown, path: Path) => {
    if (typeof value === 'string') {
      const odd = oddCharacter(value, layoutOf(one));
      if (odd !== undefined) found.push({ path, at: 'value', odd });
    } else if (Array.isArray(value)) {
      const list = formOf(one, 'list');
      for (const [index, item] of value.entries()) visit(list?.item, item, [...path, index]);
    } else if (isObject(value)) {
      const shape = formOf(one, 'keys')?.shape ?? {};
      const every = formOf(one, 'map')?.value;
      for (const [name, member] of Object.entries(value)) {
        const inner = [...path, name];
        const odd = oddName(name);
        if (odd !== undefined) found.push({ path: inner, at: 'name', odd });
        visit(Object.hasOwn(shape, name) ? shape[name] : every, member, inner);
      }
    }
  };
  visit(spec, data, []);
  return found;
}

/** Texts that no spec knows are somebody else's. */
function layoutOf(spec: Spec<unknown> | undefined) {
  if (spec === undefined || spec.form.kind === 'anything') return 'free';
  return formOf(spec, 'text')?.lines === true ? 'lines' : 'line';
}

type Kinds = { [Kind in Spec<unknown>['form'] as Kind['kind']]: Kind };

/** The form of this kind that a spec has, itself or as one of several. */
function formOf<Kind extends keyof Kinds>(
  spec: Spec<unknown> | undefined,
  kind: Kind,
): Kinds[Kind] | undefined {
  if (spec === undefined) return undefined;
  if (spec.form.kind === kind) return spec.form as Kinds[Kind];
  if (spec.form.kind !== 'either') return undefined;
  return spec.form.specs.map((one) => formOf(one, kind)).find((form) => form !== undefined);
}
