/** Fewer characters are not looked for: they stand in too many words. */
const LEAST = 6;

/**
 * The forms in which a text turns up in what programs print: as it is, inside a string of JSON, of a
 * URL or of a shell, and in base64, also as a part of more; of one with several lines also each
 * line. The longest comes first.
 */
export function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/);
  const texts = lines.length > 1 ? [value, ...lines.map((line) => line.trim())] : [value];
  const forms = texts.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams({ '': text }).toString().slice(1),
    text.replaceAll("'", "'\\''"),
    text.replace(/[^\w@%+=:,./-]/g, '\\$&'),
    ...base64Forms(text),
  ]);
  return [...new Set(forms)]
    .filter((form) => form.length >= LEAST)
    .sort((a, b) => b.length - a.length);
}

/**
 * In base64 and its form for URLs, at each of the three places that it can have among other bytes: the
 * characters that hold bits of it alone.
 */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  if (bytes.length < LEAST) return [];
  const cores = [0, 2, 3].map((from, before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    return all.toString('base64').slice(from, Math.floor((all.length * 8) / 6));
  });
  return cores.flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]);
}
