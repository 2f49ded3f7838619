import { checkValue } from './checkValue.ts';
import type { OptionSchema } from './types.ts';

type Properties = Record<string, OptionSchema>;

/** A property string's parts, or what is wrong with them (each ends with a newline). */
export interface Parsed {
  values: Map<string, string>;
  /** Errors by property; empty key: the string as a whole. */
  errors: [key: string, message: string][];
}

/** Reads `a=1,b=2` where a part without `=` belongs to the default key. Checks every part. */
export function parseProperties(text: string, properties: Properties): Parsed {
  const values = new Map<string, string>();
  const whole = (message: string): Parsed => ({ values, errors: [['', message]] });
  const fallback = Object.keys(properties).find((key) => properties[key]?.default_key);
  for (const part of text.split(',')) {
    if (/^\s*$/.test(part)) continue;
    const [, key, value = ''] = /^([^=]+)=(.+)$/s.exec(part) ?? [];
    const name = key ?? fallback;
    if (name === undefined) {
      return whole('value without key, but schema does not define a default key\n');
    }
    if (key !== undefined && values.has(key)) return whole(`duplicate key in comma-separated list property: ${key}\n`);
    if (key === undefined && values.has(name)) return whole('duplicate key in comma-separated list property: value\n');
    values.set(name, normal(properties[name], key === undefined ? part : value));
  }
  const errors: [string, string][] = [];
  for (const [key, value] of values) {
    const schema = properties[key];
    const wrong =
      schema === undefined
        ? 'property is not defined in schema and the schema does not allow additional properties'
        : checkValue(schema, value);
    if (wrong !== undefined) errors.push([key, wrong]);
  }
  for (const [key, schema] of Object.entries(properties)) {
    if (schema.required && !values.has(key)) {
      errors.push([key, 'property is missing and it is not optional']);
    }
  }
  return { values, errors: errors.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** The message for a wrong property string; `prefix` is the option's name with a dot, or nothing. */
export function propertyError({ errors }: Parsed, prefix: string): string | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  if (first[0] === '') return first[1];
  return `format error\n${errors.map(([key, wrong]) => `${prefix}${key}: ${wrong}\n`).join('')}`;
}

/** `a=1,b=2` in canonical order: default key without name, what is required, the rest by name. */
export function printProperties(values: Map<string, string>, properties: Properties): string {
  const rank = (key: string) =>
    properties[key]?.default_key ? 0 : properties[key]?.required ? 1 : 2;
  return [...values]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([key, value]) => (properties[key]?.default_key ? value : `${key}=${value}`))
    .join(',');
}

function normal(schema: OptionSchema | undefined, value: string): string {
  if (schema?.type !== 'boolean') return value;
  if (/^(?:1|on|yes|true)$/i.test(value)) return '1';
  return /^(?:0|off|no|false)$/i.test(value) ? '0' : value;
}
