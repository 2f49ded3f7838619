import type { Path } from '../json/document.ts';
import { isObject } from '../json/is-object.ts';
import { excess, nameLength, totalExcess } from './limits.ts';
import type { KeysForm, Shape, Spec, TextForm } from './spec.ts';

/** Called for every key that a spec does not know, with the keys known there and around. */
export type OnUnknown = (path: Path, key: string, here: Shape, above: Shape | undefined) => void;

/** Whether a value is what the spec says. Keys that it does not know are no reason for a no. */
export function accepts(spec: Spec<unknown>, value: unknown, onUnknown: OnUnknown): boolean {
  return new Walk(onUnknown).accepts(spec, value);
}

/** Whether a text is short enough and of its form. */
export function isOfForm({ limits, pattern, test }: TextForm, value: string): boolean {
  return (
    excess(value, limits) === undefined && (pattern?.test(value) ?? true) && (test?.(value) ?? true)
  );
}

/** Whether an object has exactly one of its keys, where it must. */
export function isOne({ one, shape }: KeysForm, value: object): boolean {
  const names = Object.keys(value);
  return one !== true || (names.length === 1 && names.every((name) => Object.hasOwn(shape, name)));
}

class Walk {
  readonly #path: (string | number)[] = [];
  readonly #shapes: Shape[] = [];
  readonly #onUnknown: OnUnknown;

  constructor(onUnknown: OnUnknown) {
    this.#onUnknown = onUnknown;
  }

  accepts({ form, isOptional }: Spec<unknown>, value: unknown): boolean {
    if (value === undefined) return isOptional || form.kind === 'anything';
    switch (form.kind) {
      case 'text':
        return typeof value === 'string' && isOfForm(form, value);
      case 'number':
        if (typeof value !== 'number' || value < form.least || value > form.most) return false;
        return !form.whole || Number.isSafeInteger(value);
      case 'choice':
        return typeof value === 'string' && form.options.includes(value);
      case 'yesNo':
        return typeof value === 'boolean';
      case 'anything':
        return true;
      case 'list':
        if (!Array.isArray(value) || (form.filled && value.length === 0)) return false;
        if (form.total !== undefined && totalExcess(value, form.total) !== undefined) return false;
        return this.#all(value.entries(), () => form.item);
      case 'map':
        return isObject(value) && this.#map(form.value, value);
      case 'keys':
        return isObject(value) && this.#keys(form, value);
      case 'either':
        return form.specs.some((one) => this.accepts(one, value));
    }
  }

  #map(spec: Spec<unknown>, value: Record<string, unknown>): boolean {
    const named = Object.keys(value).every((name) => excess(name, nameLength) === undefined);
    return this.#all(Object.entries(value), () => spec) && named;
  }

  #keys(form: KeysForm, value: Record<string, unknown>): boolean {
    const { shape, needed, open } = form;
    if (!isOne(form, value)) return false;
    if (!open) this.#tellUnknown(shape, value);
    const there = needed.every((key) => Object.hasOwn(value, key));
    this.#shapes.push(shape);
    const sound = this.#all(Object.entries(value), (key) =>
      Object.hasOwn(shape, key) ? shape[key] : undefined,
    );
    this.#shapes.pop();
    return there && sound;
  }

  #tellUnknown(shape: Shape, value: Record<string, unknown>): void {
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(shape, key)) {
        this.#onUnknown([...this.#path], key, shape, this.#shapes.at(-1));
      }
    }
  }

  /** Looks at all members, also after a no: each may have unknown keys of its own. */
  #all<Key extends string | number>(
    members: Iterable<readonly [Key, unknown]>,
    specOf: (key: Key) => Spec<unknown> | undefined,
  ): boolean {
    let yes = true;
    for (const [key, value] of members) {
      const spec = specOf(key);
      if (spec === undefined) continue;
      this.#path.push(key);
      if (!this.accepts(spec, value)) yes = false;
      this.#path.pop();
    }
    return yes;
  }
}
