/** What Perl's JSON module can print. */
export type Json =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A value as Perl's JSON module prints it pretty and canonical: three blanks, `"key" : value`. */
export function perlJson(value: Json, indent = ''): string {
  const deeper = `${indent}   `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item: Json) => `${deeper}${perlJson(item, deeper)}`);
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return '{}';
    const lines = entries.map(([key, one]) => `${deeper}${text(key)} : ${perlJson(one, deeper)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return typeof value === 'string' ? text(value) : String(value);
}

const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** The quotation mark, the backslash, and what lies below the blank. */
const special = /["\\]|[^ -\uffff]/g;

function text(value: string): string {
  const escaped = value.replace(
    special,
    (char) => short[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
