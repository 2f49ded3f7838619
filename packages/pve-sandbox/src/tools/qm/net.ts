import { randomHwaddr } from '../../state/hwaddr.ts';
import { storedVmSchema } from '../schema/check-stored.ts';
import { parseProperties } from '../schema/check-value.ts';
import { printProperties } from '../schema/property-string.ts';

const properties = () => storedVmSchema('net0')?.properties ?? {};

/** The parts of a machine's `netN`. */
export const vmNet = (value: string): Map<string, string> =>
  parseProperties(value, properties()).values;

/** A `netN` with an address of its own in canonical form; a fresh one where asked. */
export function storedVmNet(value: string, fresh = false): string {
  const values = vmNet(value);
  const address = fresh ? undefined : values.get('macaddr');
  values.set('macaddr', address?.toUpperCase() ?? randomHwaddr());
  return printProperties(values, properties());
}
