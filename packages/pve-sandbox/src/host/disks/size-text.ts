const units = ['B', 'K', 'M', 'G', 'T', 'P', 'E'];

/** A size as util-linux tells people: `256G`, `953.9M`, with at most one digit behind the point. */
export function sizeText(bytes: number): string {
  let power = 0;
  while (power < units.length - 1 && bytes >= 1024 ** (power + 1)) power++;
  const tenths = Math.round((bytes / 1024 ** power) * 10);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}${units[power]}`;
}
