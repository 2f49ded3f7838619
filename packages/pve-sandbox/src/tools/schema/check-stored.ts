import { parseProperties, propertyError } from './check-value.ts';
import { formatError } from './formats.ts';
import { optionSchema, programs } from './tables.ts';
import type { OptionSchema } from './types.ts';

/** Keys of a conf file that no command line has. */
const own: Record<string, OptionSchema> = {
  parent: { type: 'string', format: 'pve-configid' },
  snaptime: { type: 'integer' },
  digest: { type: 'string' },
};

/** The schema of a conf file's key; undefined for one that Proxmox does not know. */
export function storedSchema(key: string): OptionSchema | undefined {
  const set = programs.pct.set;
  if (set === undefined || ['vmid', 'delete', 'revert'].includes(key)) return undefined;
  return own[key] ?? optionSchema(set, key);
}

/** A stored value as it is read: booleans as 0 and 1, everything else as it stands. */
export function checkStored(key: string, value: string): { value: string; error?: string } {
  const schema = storedSchema(key);
  if (schema === undefined) return { value, error: `unknown setting '${key}'` };
  switch (schema.type) {
    case 'boolean':
      if (/^(?:1|on|yes|true)$/i.test(value)) return { value: '1' };
      if (/^(?:0|off|no|false)$/i.test(value)) return { value: '0' };
      return { value, error: typeFailed('boolean', value) };
    case 'integer':
      return /^\d+$/.test(value) ? { value } : { value, error: typeFailed('integer', value) };
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(value)
        ? { value }
        : { value, error: typeFailed('number', value) };
    default: {
      const error = storedFormatError(schema, value)?.replace(/\n$/, '');
      return error === undefined ? { value } : { value, error };
    }
  }
}

const typeFailed = (type: string, value: string) =>
  `type check ('${type}') failed - got '${value}'`;

function storedFormatError(schema: OptionSchema, value: string): string | undefined {
  if (schema.properties !== undefined) {
    return propertyError(parseProperties(value, schema.properties), '');
  }
  return schema.format === undefined ? undefined : formatError(schema.format, value);
}
