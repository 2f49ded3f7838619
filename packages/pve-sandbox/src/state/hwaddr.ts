import { randomInt } from 'node:crypto';
import { storedSchema } from '../tools/schema/check-stored.ts';
import { parseProperties } from '../tools/schema/check-value.ts';
import { printProperties } from '../tools/schema/property-string.ts';

/** A MAC address with the prefix that Proxmox gives by default. */
export function randomHwaddr(): string {
  const bytes = Array.from({ length: 3 }, () => randomInt(256).toString(16).padStart(2, '0'));
  return `BC:24:11:${bytes.join(':').toUpperCase()}`;
}

/** The parts of a `netN` value. */
export const netValues = (value: string): Map<string, string> =>
  parseProperties(value, storedSchema('net0')?.properties ?? {}).values;

/** A `netN` value in canonical form. */
export const netText = (values: Map<string, string>): string =>
  printProperties(values, storedSchema('net0')?.properties ?? {});

/** A `netN` value as it is stored: with type and address, in canonical order. */
export function storedNet(value: string): string {
  const values = netValues(value);
  if (!values.has('hwaddr')) values.set('hwaddr', randomHwaddr());
  values.set('hwaddr', (values.get('hwaddr') ?? '').toUpperCase());
  if (!values.has('type')) values.set('type', 'veth');
  return netText(values);
}
