import type { OptionSchema } from './types.ts';

/** `a=1,b=2` in canonical order: default key without name, what is required, the rest by name. */
export function printProperties(
  values: Map<string, string>,
  properties: Record<string, OptionSchema>,
): string {
  const rank = (key: string) =>
    properties[key]?.default_key ? 0 : properties[key]?.required ? 1 : 2;
  return [...values]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([key, value]) => (properties[key]?.default_key ? value : `${key}=${value}`))
    .join(',');
}
