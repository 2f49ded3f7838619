import * as z from 'zod';
import type { Path } from '../json/document.ts';

/** The keys that the schema has for the object at a path. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  let here: z.core.$ZodType | undefined = unwrap(schema);
  for (const step of path) {
    if (here instanceof z.ZodObject) here = here.shape[String(step)];
    else if (here instanceof z.ZodRecord) here = here.valueType;
    else if (here instanceof z.ZodArray) here = here.element;
    else return [];
    if (here === undefined) return [];
    here = unwrap(here);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}
