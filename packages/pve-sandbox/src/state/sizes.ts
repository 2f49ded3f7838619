const units: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** A size as conf files spell it: the largest unit that keeps it whole. Zero is `0T`. */
export function formatSize(bytes: number): string {
  let value = Math.floor(bytes);
  let unit = '';
  for (const next of ['K', 'M', 'G', 'T']) {
    if (value % 1024 !== 0) break;
    value /= 1024;
    unit = next;
  }
  return `${value}${unit}`;
}

/** Bytes of `4G`, `512M`, `1.5T`; undefined when it is no size. */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text) ?? [];
  return number === undefined ? undefined : Math.ceil(Number(number) * (units[unit] ?? 1));
}
