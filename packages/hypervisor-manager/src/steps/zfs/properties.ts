/** Properties whose values are amounts; `zfs get -p` tells them in bytes. */
const AMOUNTS = new Set([
  'quota',
  'recordsize',
  'refquota',
  'refreservation',
  'reservation',
  'special_small_blocks',
  'volblocksize',
  'volsize',
]);

const UNITS = 'BKMGTPEZ';

/**
 * A value of a property as `zfs get -p` tells it: amounts in bytes, `none` of an amount as 0, all
 * else as it is. Amounts may have a fraction, which ZFS cuts off at whole bytes.
 */
export function exactValue(property: string, value: string): string {
  if (!AMOUNTS.has(property)) return value;
  if (value === 'none') return '0';
  const [, number, unit = 'B'] = /^(\d+(?:\.\d+)?)([BKMGTPEZ])?(?:i?B)?$/i.exec(value) ?? [];
  if (number === undefined) return value;
  const factor = 1024 ** UNITS.indexOf(unit.toUpperCase());
  return String(Math.floor(Number(number) * factor));
}

/** Whether a value is one that the property can have, as far as properties of amounts go. */
export function isAmount(property: string, value: string): boolean {
  return !AMOUNTS.has(property) || /^\d+$/.test(exactValue(property, value));
}

/** Bytes as ZFS shows them to people: `1.37T`, `128K`. */
export function humanValue(property: string, value: string): string {
  if (!AMOUNTS.has(property) || !/^\d+$/.test(value)) return value;
  let rest = Number(value);
  if (rest === 0) return 'none';
  let unit = 0;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  // From a thousand on three digits would be written with an exponent.
  const text = Number.isInteger(rest) || rest >= 1000 ? rest.toFixed(0) : rest.toPrecision(3);
  return `${text}${unit === 0 ? 'B' : UNITS[unit]}`;
}
