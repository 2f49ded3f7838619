import * as z from 'zod';
import { isOfForm, isOne } from './accepts.ts';
import { excess, longest, nameLength, totalExcess, usual } from './limits.ts';
import type { Spec, TextForm } from './spec.ts';

const made = new WeakMap<Spec<unknown>, z.ZodType>();

/** The zod schema of a spec. Made when somebody asks: it takes tens of milliseconds for a file. */
export function toZod(spec: Spec<unknown>): z.ZodType {
  const known = made.get(spec);
  if (known !== undefined) return known;
  const plain = formToZod(spec);
  const noted = spec.note === undefined ? plain : plain.describe(spec.note);
  const schema = spec.isOptional ? noted.optional() : noted;
  made.set(spec, schema);
  return schema;
}

function formToZod({ form, must: error }: Spec<unknown>): z.ZodType {
  switch (form.kind) {
    case 'text':
      return textToZod(form, error);
    case 'number': {
      const number = form.whole ? z.number({ error }).int({ error }) : z.number({ error });
      return number.min(form.least, { error }).max(form.most, { error });
    }
    case 'choice':
      return z.enum(form.options, { error });
    case 'yesNo':
      return z.boolean({ error });
    case 'anything':
      return z.unknown();
    case 'list': {
      const list = z.array(toZod(form.item), { error });
      const filled = form.filled ? list.min(1, { error }) : list;
      const { total } = form;
      if (total === undefined) return filled;
      const why = (value: readonly unknown[]) => totalExcess(value, total);
      return filled.refine((value) => why(value) === undefined, {
        error: ({ input }) => why(Array.isArray(input) ? input : []),
      });
    }
    case 'map': {
      const name = z.string().refine((one) => excess(one, nameLength) === undefined);
      const map = z.record(name, toZod(form.value), {
        error: ({ code, input }) =>
          code === 'invalid_key' ? excess(String(input), nameLength) : error,
      });
      return form.names === undefined ? map : map.meta({ propertyNames: { pattern: form.names } });
    }
    case 'keys': {
      const members = Object.entries(form.shape).map(([key, spec]) => [key, toZod(spec)]);
      const object = z.looseObject(Object.fromEntries(members), { error });
      if (form.one !== true) return object;
      const names = Object.keys(form.shape);
      const only = { minProperties: 1, maxProperties: 1, propertyNames: { enum: names } };
      return object.refine((value) => isOne(form, value), { error }).meta(only);
    }
    case 'either':
      return z.union(form.specs.map(toZod), {
        error: ({ input }) => excessOf(form.specs, input) ?? error,
      });
  }
}

/** One check for all of it, so that there is one reason; the JSON Schema is told the rest apart. */
function textToZod(form: TextForm, must: string): z.ZodType {
  const text = z.string({ error: must }).refine((value) => isOfForm(form, value), {
    error: ({ input }) =>
      (typeof input === 'string' ? excess(input, form.limits) : undefined) ?? must,
  });
  return text.meta({
    ...(form.pattern === undefined ? {} : { pattern: form.pattern.source }),
    ...(form.limits === usual || form.limits === longest ? {} : { maxLength: form.limits.bytes }),
  });
}

/** Why a text is too long for those forms that it may have. */
function excessOf(specs: readonly Spec<unknown>[], input: unknown): string | undefined {
  if (typeof input !== 'string') return undefined;
  const limits = specs.flatMap(({ form }) => (form.kind === 'text' ? [form.limits] : []));
  const [first, ...others] = limits.map((one) => excess(input, one));
  return others.every((one) => one !== undefined) ? first : undefined;
}
