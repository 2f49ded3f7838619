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

const HEAD = /^(?:profile\s+("[^"]+"|[^\s{]+)|("\/[^"]+"|\/[^\s{]+)).*\{$/;

/** Braces of variables and of patterns, `@{HOME}` and `{a,b}`, close on their own line. */
function balanceOf(line: string): number {
  return line.split('{').length - line.split('}').length;
}
