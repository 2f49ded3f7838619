import type { OptionSchema } from './types.ts';

/** `a=1,b=2` in canonical order: default key without name, what is required, the rest by name. */
export function printProperties(
  values: Map<string, string>,
  properties: Record<string, OptionSchema>,
): string {
  const rank = (key: string) =>
    properties[key]?.default_key || properties[key]?.keyAlias !== undefined
      ? 0
      : properties[key]?.required
        ? 1
        : 2;
  return [...joined(values, properties)]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([key, value]) => (properties[key]?.default_key ? value : `${key}=${value}`))
    .join(',');
}

/** `model` and `macaddr` of a network card are one part: `virtio=BC:24:...`. */
function joined(
  values: Map<string, string>,
  properties: Record<string, OptionSchema>,
): Map<string, string> {
  const all = new Map(values);
  for (const [key, { alias, keyAlias }] of Object.entries(properties)) {
    if (alias === undefined || keyAlias === undefined || values.get(keyAlias) !== key) continue;
    const value = values.get(alias);
    if (value === undefined) continue;
    all.delete(alias);
    all.delete(keyAlias);
    all.set(key, value);
  }
  return all;
}
