import type { Export } from './export.ts';

const HEAD =
  '# Made by phoenix from nfs.exports; changes here are lost with the next phoenix setup.';

/** The text of an exports file: a line per directory, its clients with their options. */
export function exportsText(exports: readonly Export[]): string {
  const paths = [...new Set(exports.map(({ path }) => path))];
  const lines = paths.map((path) => {
    const clients = exports
      .filter((one) => one.path === path)
      .map(({ client, options }) => `${client}(${options.join(',')})`);
    return `${escaped(path)} ${clients.join(' ')}`;
  });
  return `${[HEAD, ...lines].join('\n')}\n`;
}

/** Reads an exports file, as exports(5) describes it. */
export function parseExports(text: string): Export[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => exportsOf(wordsOf(line)));
}

/** What is exported at this moment: /var/lib/nfs/etab. */
export function parseEtab(text: string): Export[] {
  return text.split('\n').flatMap((line) => {
    const [, path, client, options] = /^(\S+)\t([^\s(]*)\((.*)\)$/.exec(line) ?? [];
    if (path === undefined || client === undefined || options === undefined) return [];
    return [{ path: unescaped(path), client, options: options.split(',') }];
  });
}

function exportsOf([path, ...words]: readonly string[]): Export[] {
  if (path === undefined) return [];
  let defaults: readonly string[] = [];
  const found: Export[] = [];
  for (const word of words.length === 0 ? ['*'] : words) {
    if (word.startsWith('-')) {
      defaults = word.slice(1).split(',');
      continue;
    }
    const [, client = '', given = ''] = /^([^(]*)(?:\((.*)\))?$/.exec(word) ?? [];
    const options = [...defaults, ...given.split(',').filter(Boolean)];
    found.push({ path, client: client === '' ? '*' : client, options });
  }
  return found;
}

/** The words of a line: quoted ones may have blanks, `\040` stands for one, `#` begins a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:"[^"]*"|[^\s"])+/g)) {
    if (word.startsWith('#')) break;
    words.push(unescaped(word.replaceAll('"', '')));
  }
  return words;
}

function escaped(path: string): string {
  return path.replace(
    /[\s"#\\]/g,
    (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
