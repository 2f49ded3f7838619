/**
 * Names of the profiles that a text has at its outermost level: `profile NAME {`, or `/path {`.
 * What stands in braces belongs to them.
 */
export function profilesIn(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/(?:^|\s)#.*/, '').trim();
    if (depth === 0) {
      const [, name, path] = HEAD.exec(line) ?? [];
      const found = name ?? path;
      if (found !== undefined) names.push(found.replaceAll('"', ''));
    }
    depth += balanceOf(line);
  }
  return names;
}

/** A word, in which `{a,b}` is a pattern and no beginning of a body. */
const WORD = String.raw`(?:\{[^\s}]*\}|[^\s{])+`;
const HEAD = new RegExp(String.raw`^(?:profile\s+("[^"]+"|${WORD})|("/[^"]+"|/${WORD})).*\{$`);

/** Braces of variables and of patterns, `@{HOME}` and `{a,b}`, close on their own line. */
function balanceOf(line: string): number {
  return line.split('{').length - line.split('}').length;
}
