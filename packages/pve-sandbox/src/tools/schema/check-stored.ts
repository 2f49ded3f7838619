import { parseProperties, propertyError } from './check-value.ts';
import { formatError } from './formats.ts';
import { printProperties } from './property-string.ts';
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

/** Keys of a virtual machine's conf file that no command line has. */
const ownOfVm: Record<string, OptionSchema> = {
  parent: own.parent ?? { type: 'string' },
  snaptime: { type: 'integer' },
  vmstate: { type: 'string', format: 'pve-volume-id' },
  meta: { type: 'string' },
  runningmachine: { type: 'string' },
  runningcpu: { type: 'string' },
  'running-nets-host-mtu': { type: 'string' },
};

/** The schema of a key of a virtual machine's conf file; undefined for one that is unknown. */
export function storedVmSchema(key: string): OptionSchema | undefined {
  const set = programs.qm.set;
  const notStored = ['vmid', 'delete', 'revert', 'digest', 'force', 'skiplock', 'cdrom'];
  if (set === undefined || notStored.includes(key)) return undefined;
  return ownOfVm[key] ?? optionSchema(set, key);
}

/** A container's stored value as it is read. */
export const checkStored = (key: string, value: string): Checked =>
  checked(storedSchema(key), key, value);

/** A virtual machine's stored value as it is read; drives and networks in canonical form. */
export function checkVmValue(key: string, value: string): Checked {
  const schema = storedVmSchema(key);
  const found = checked(schema, key, value);
  if (found.error !== undefined || !/^(?:ide|scsi|virtio|sata|efidisk|tpmstate)\d+$/.test(key)) {
    return found;
  }
  const properties = schema?.properties ?? {};
  return { value: printProperties(parseProperties(value, properties).values, properties) };
}

/** A value, and what is wrong with it. */
interface Checked {
  value: string;
  error?: string;
}

/** Booleans as 0 and 1, everything else as it stands. */
function checked(schema: OptionSchema | undefined, key: string, value: string): Checked {
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
