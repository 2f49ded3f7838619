import * as z from 'zod';
import type { Spec } from './spec.ts';

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
    case 'text': {
      const text = z.string({ error });
      const shaped = form.pattern === undefined ? text : text.regex(form.pattern, { error });
      return form.test === undefined ? shaped : shaped.refine(form.test, { error });
    }
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
      return form.filled ? list.min(1, { error }) : list;
    }
    case 'map': {
      const map = z.record(z.string(), toZod(form.value), { error });
      return form.names === undefined ? map : map.meta({ propertyNames: { pattern: form.names } });
    }
    case 'keys': {
      const members = Object.entries(form.shape).map(([key, spec]) => [key, toZod(spec)]);
      return z.looseObject(Object.fromEntries(members), { error });
    }
    case 'either':
      return z.union(form.specs.map(toZod), { error });
  }
}
