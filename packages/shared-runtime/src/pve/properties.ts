/**
 * Property strings as Proxmox writes them: `name=eth0,bridge=vmbr0` or, with a leading value
 * that has no name, `local:vm-101-disk-0,mp=/data`. The leading value has the name ''.
 */
export type Properties = Readonly<Record<string, string>>;

/** Splits a property string; later repetitions of a name win, as in Proxmox. */
export function parseProperties(text: string): Properties {
  const result: Record<string, string> = {};
  for (const part of text.split(',')) {
    if (part === '') continue;
    const split = part.indexOf('=');
    if (split < 0) result[''] = part;
    else result[part.slice(0, split)] = part.slice(split + 1);
  }
  return result;
}

/** Joins properties: the nameless value first, then in the order given. */
export function formatProperties(properties: Properties): string {
  const parts = Object.entries(properties).filter(([name]) => name !== '');
  const lead = properties[''];
  return [
    ...(lead === undefined ? [] : [lead]),
    ...parts.map(([name, value]) => `${name}=${value}`),
  ].join(',');
}

const UNITS = new Map([
  ['', 1],
  ['K', 2 ** 10],
  ['M', 2 ** 20],
  ['G', 2 ** 30],
  ['T', 2 ** 40],
]);

/** Size with a unit as Proxmox prints it (`32G`, `512M`, bare bytes) in bytes. */
export function parseSize(text: string): number | undefined {
  const [, count, letter = ''] = /^(\d+(?:\.\d+)?)([A-Z]?)$/.exec(text) ?? [];
  const unit = UNITS.get(letter);
  return unit === undefined || count === undefined ? undefined : Math.round(Number(count) * unit);
}

const LISTS = /^(net|mp|dev|unused|scsi|virtio|ide|sata|ipconfig)\d+$|^(rootfs|features|startup)$/;

/** True for keys whose value is a property string. */
export function isPropertyKey(key: string): boolean {
  return LISTS.test(key);
}

/**
 * True when a stored value fulfils a wanted one, in Proxmox's canonical form: property strings
 * by name (what the wanted value does not mention does not matter), `STORAGE:SIZE` by storage,
 * tags as a set, MAC addresses and host names without regard to case.
 */
export function valueHolds(key: string, actual: string | undefined, wanted: string): boolean {
  if (actual === undefined) return wanted === '' || (key === 'onboot' && wanted === '0');
  if (actual === wanted) return true;
  if (key === 'tags') return tagSet(actual) === tagSet(wanted);
  if (key === 'hostname' || key === 'name') return actual.toLowerCase() === wanted.toLowerCase();
  if (!isPropertyKey(key)) return false;
  const have = parseProperties(actual);
  return Object.entries(parseProperties(wanted)).every(([name, value]) =>
    propertyHolds(name, have[name], value),
  );
}

function propertyHolds(name: string, actual: string | undefined, wanted: string): boolean {
  if (actual === undefined) return wanted === '0' && name !== '';
  if (actual === wanted) return true;
  if (name === 'hwaddr' || name === 'macaddr') return actual.toLowerCase() === wanted.toLowerCase();
  if (name === 'size') return parseSize(actual) === parseSize(wanted);
  if (name !== '') return false;
  const allocation = /^([^:/]+):\d+(?:\.\d+)?$/.exec(wanted);
  return allocation !== null && actual.startsWith(`${allocation[1]}:`);
}

function tagSet(text: string): string {
  const tags = text.toLowerCase().match(/[^;, ]+/g) ?? [];
  return [...new Set(tags)].sort().join(';');
}
