import { readFileSync } from 'node:fs';

/**
 * A page with the text of a bench in its place: between `<!-- bench NAME -->` and `<!-- end -->`.
 * @param {string} path @param {string} name @param {string} text
 */
export function filled(path, name, text) {
  const page = readFileSync(path, 'utf8');
  const begin = `<!-- bench ${name} -->\n`;
  const [before, rest] = page.split(begin);
  const end = rest?.indexOf('<!-- end -->') ?? -1;
  if (before === undefined || rest === undefined || end < 0)
    throw new Error(`cannot write into ${path}: it has no "${begin.trim()}" with an end`);
  return `${before}${begin}\n${text}\n\n${rest.slice(end)}`;
}
