import { formatError } from './formats.ts';
import { perlPattern } from './perl-pattern.ts';
import type { OptionSchema } from './types.ts';

/**
 * What is wrong with a value, as Proxmox words it; undefined when nothing is. A message about a
 * format ends with a newline of its own.
 * @param name the option's, for the properties inside it
 */
export function checkValue(schema: OptionSchema, value: string, name = ''): string | undefined {
  return (
    typeError(schema, value) ??
    formatProblem(schema, value, name) ??
    rangeError(schema, value) ??
    textError(schema, value)
  );
}

const typePatterns: Partial<Record<OptionSchema['type'], RegExp>> = {
  integer: /^[+-]?\d+$/,
  number: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  boolean: /^[01]$/,
};

function typeError({ type }: OptionSchema, value: string): string | undefined {
  const pattern = typePatterns[type];
  if (pattern === undefined || pattern.test(value)) return undefined;
  return `type check ('${type}') failed - got '${value}'`;
}

function formatProblem(schema: OptionSchema, value: string, name: string): string | undefined {
  if (schema.properties !== undefined) {
    const prefix = name === '' ? '' : `${name}.`;
    const wrong = propertyError(parseProperties(value, schema.properties), prefix);
    if (wrong !== undefined) return `invalid format - ${wrong}`;
  }
  const wrong = schema.format === undefined ? undefined : formatError(schema.format, value);
  return wrong === undefined ? undefined : `invalid format - ${wrong}\n`;
}

function rangeError({ type, minimum, maximum }: OptionSchema, value: string): string | undefined {
  if (type !== 'integer' && type !== 'number') return undefined;
  if (maximum !== undefined && Number(value) > Number(maximum)) {
    return `value must have a maximum value of ${maximum}`;
  }
  if (minimum !== undefined && Number(value) < Number(minimum)) {
    return `value must have a minimum value of ${minimum}`;
  }
  return undefined;
}

function textError(schema: OptionSchema, value: string): string | undefined {
  const { maxLength, minLength, pattern } = schema;
  if (maxLength !== undefined && [...value].length > maxLength) {
    return `value may only be ${maxLength} characters long`;
  }
  if (minLength !== undefined && [...value].length < minLength) {
    return `value must be at least ${minLength} characters long`;
  }
  if (pattern !== undefined && !perlPattern(pattern).test(value)) {
    return 'value does not match the regex pattern';
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return `value '${value}' does not have a value in the enumeration '${schema.enum.join(', ')}'`;
  }
  return undefined;
}

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
    const [, given, value = ''] = /^([^=]+)=(.+)$/s.exec(part) ?? [];
    const { alias, keyAlias } = properties[given ?? ''] ?? {};
    if (given !== undefined && keyAlias !== undefined) {
      if (values.has(keyAlias)) return whole(`key alias '${keyAlias}' is already defined\n`);
      values.set(keyAlias, given);
    }
    const key = alias ?? given;
    const name = key ?? fallback;
    if (name === undefined) {
      return whole('value without key, but schema does not define a default key\n');
    }
    if (key !== undefined && values.has(key))
      return whole(`duplicate key in comma-separated list property: ${key}\n`);
    if (key === undefined && values.has(name))
      return whole('duplicate key in comma-separated list property: value\n');
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

function normal(schema: OptionSchema | undefined, value: string): string {
  if (schema?.type !== 'boolean') return value;
  if (/^(?:1|on|yes|true)$/i.test(value)) return '1';
  return /^(?:0|off|no|false)$/i.test(value) ? '0' : value;
}
