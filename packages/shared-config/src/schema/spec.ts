import type { Limits } from './limits.ts';

/**
 * What a value must be, as data. A `Spec` costs next to nothing to make, so every run can have all
 * of them; `accepts` says yes by it, and `toZod` makes the zod schema of it that explains a no and
 * that the JSON Schema for editors comes from.
 */
export class Spec<T, Optional extends boolean = boolean> {
  readonly form: Form;
  /** Completes the sentence "KEY must be ...". */
  readonly must: string;
  readonly isOptional: boolean;
  readonly note: string | undefined;
  /** Only for the type checker: the type of the value, and whether it may be absent. */
  declare readonly holds: { value: T; optional: Optional };

  constructor(form: Form, must: string, isOptional = false, note?: string) {
    this.form = form;
    this.must = must;
    this.isOptional = isOptional;
    this.note = note;
  }

  /** The same, but it may be absent. */
  optional(): Spec<T, true> {
    return new Spec(this.form, this.must, true, this.note);
  }

  /** The same, explained to the people who write it. */
  describe(note: string): Spec<T, Optional> {
    return new Spec(this.form, this.must, this.isOptional, note);
  }
}

export type Shape = Readonly<Record<string, Spec<unknown>>>;

export type Form =
  | TextForm
  | { kind: 'number'; least: number; most: number; whole: boolean }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'yesNo' }
  | { kind: 'anything' }
  | { kind: 'list'; item: Spec<unknown>; filled: boolean; total?: number }
  | { kind: 'map'; value: Spec<unknown>; word: string; names?: string }
  | KeysForm
  | { kind: 'either'; specs: readonly Spec<unknown>[]; isSecret?: true };

/** A text: its form by a pattern or by a function, how long it may be, whether it has lines. */
export interface TextForm {
  kind: 'text';
  pattern?: RegExp;
  test?: (value: string) => boolean;
  limits: Limits;
  lines?: true;
}

/** An object: what its keys hold, which of them must be there, and whether others are welcome. */
export interface KeysForm {
  kind: 'keys';
  shape: Shape;
  needed: readonly string[];
  open: boolean;
  /** It has exactly one of these keys, and no other. */
  one?: true;
}

/** The type of the values that a spec accepts. */
export type TypeOf<S> = S extends Spec<infer T> ? T : never;

type OptionalNames<S extends Shape> = {
  [Name in keyof S]: S[Name] extends Spec<unknown, true> ? Name : never;
}[keyof S];

/** The type of an object of such a shape. */
export type ObjectOf<S extends Shape> = {
  [Name in Exclude<keyof S, OptionalNames<S>>]: TypeOf<S[Name]>;
} & { [Name in OptionalNames<S>]?: TypeOf<S[Name]> | undefined };
