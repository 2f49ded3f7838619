const seconds: Record<string, number> = {
  us: 1e-6,
  ms: 1e-3,
  '': 1,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
  d: 86400,
  day: 86400,
  days: 86400,
  w: 604800,
  week: 604800,
  weeks: 604800,
};

/** The seconds of a time span as systemd writes it ("90", "2min 20s"); undefined for anything else. */
export function timeSpan(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/([\d.]+)\s*([a-z]*)\s*/gy)];
  if (parts.map(([all]) => all).join('') !== text.trim() || parts.length === 0) return undefined;
  const values = parts.map(
    ([, number, unit = '']) => Number(number) * (seconds[unit] ?? Number.NaN),
  );
  const sum = values.reduce((total, value) => total + value, 0);
  return Number.isNaN(sum) ? undefined : sum;
}
