import { storedSchema } from '../tools/schema/check-stored.ts';
import { parseProperties, propertyError } from '../tools/schema/check-value.ts';
import { printProperties } from '../tools/schema/property-string.ts';
import type { OptionSchema } from '../tools/schema/types.ts';
import { Refusal } from './refusal.ts';

/** `rootfs` or `mpN` of a section. */
export interface MountPoint {
  key: string;
  /** Volume id, host directory or device. */
  source: string;
  type: 'volume' | 'bind' | 'device';
  /** Where the guest sees it; `/` for rootfs. */
  target: string;
  values: Map<string, string>;
}

const properties = (key: string): Record<string, OptionSchema> =>
  storedSchema(key)?.properties ?? {};

/** A mount point from its value. @throws Refusal when it is none */
export function mountPoint(key: string, value: string, exit = 255): MountPoint {
  const parsed = parseProperties(value, properties(key));
  const wrong = propertyError(parsed, '');
  if (wrong !== undefined) throw new Refusal(wrong.replace(/\n$/, ''), exit);
  const source = parsed.values.get('volume') ?? '';
  return {
    key,
    source,
    type: kindOf(source),
    target: key === 'rootfs' ? '/' : (parsed.values.get('mp') ?? ''),
    values: parsed.values,
  };
}

const kindOf = (source: string): MountPoint['type'] =>
  source.startsWith('/dev/') ? 'device' : source.startsWith('/') ? 'bind' : 'volume';

/** A mount point's value in canonical form. */
export const mountPointText = ({ key, values }: MountPoint): string =>
  printProperties(values, properties(key));

/** A copy of a mount point with other values. */
export function changed(point: MountPoint, values: Record<string, string | undefined>): MountPoint {
  const all = new Map(point.values);
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) all.delete(key);
    else all.set(key, value);
  }
  return { ...point, values: all, source: all.get('volume') ?? point.source };
}

/** Mount points of a section: rootfs, then mp0 and so on. Values that do not parse are left out. */
export function mountPoints(values: ReadonlyMap<string, string>): MountPoint[] {
  return [...values.keys()]
    .filter((key) => /^(?:rootfs|mp\d+)$/.test(key))
    .sort((a, b) => number(a) - number(b))
    .map((key) => {
      try {
        return mountPoint(key, values.get(key) ?? '');
      } catch {
        return undefined;
      }
    })
    .filter((point) => point !== undefined);
}

const number = (key: string): number => (key === 'rootfs' ? -1 : Number(key.slice(2)));

/** Names the volume `unusedN`, the first N that is free. */
export function addUnused(values: Map<string, string>, volid: string): string {
  for (const [key, value] of values) {
    if (/^unused\d+$/.test(key) && value === volid) return key;
  }
  let free = 0;
  while (values.has(`unused${free}`)) free++;
  values.set(`unused${free}`, volid);
  return `unused${free}`;
}
