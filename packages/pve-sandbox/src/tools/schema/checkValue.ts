import { formatError } from './formats.ts';
import { parseProperties, propertyError } from './propertyString.ts';
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
    return wrong === undefined ? undefined : `invalid format - ${wrong}`;
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

/** A Perl pattern as JavaScript's, over the whole value. */
function perlPattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern.replaceAll('(?^:', '(?:')})$`);
}
