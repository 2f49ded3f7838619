/** Parsed YAML, read leniently as cloud-init's modules do. */
export type Config = { readonly [key: string]: unknown };

/** The mapping that a value is; empty for anything else. */
export function mapping(value: unknown): Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Config)
    : {};
}

/** The list that a value is; a single value is a list of one, nothing is none. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The text of a scalar; undefined for anything else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Names in a list, or in a text with commas. */
export function names(value: unknown): string[] {
  return list(value)
    .flatMap((one) => (text(one) ?? '').split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
