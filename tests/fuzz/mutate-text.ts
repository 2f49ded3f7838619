import { hostileText } from './hostile.ts';
import { print } from './json-text.ts';
import { nextToken, parsed } from './mutate-value.ts';
import type { Random } from './random.ts';
import { KINDS, type Site } from './site.ts';
import { pathsIn, valueAt } from './value-at.ts';

type Edit = (text: string, random: Random) => string;

const SIGNS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '/',
  '#',
  '\n',
  '\t',
  ' ',
  '\u0000',
  '\ufeff',
  '\ufffd',
  '0',
  'e',
  '-',
];

const EDITS: readonly Edit[] = [
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('"', "'"),
  (text) => `${text}${text}`,
  (text) => Buffer.from(text, 'utf16le').toString('utf8'),
  () => '',
  (text, random) =>
    random.pick(['null', '[]', '""', '0', ' \n ', '{', '{}', '[', '{"a"', '"', '\\']) +
    text.slice(0, random.below(3)),
  (text, random) => {
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return text;
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes.toString('utf8');
  },
  (text, random) => put(text, random, random.pick(SIGNS)),
  (text, random) => put(text, random, random.pick(SIGNS).repeat(1 + random.below(200))),
  (text, random) => put(text, random, hostileText(random)),
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random.below(40));
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return put(text, random, text.slice(at, at + 1 + random.below(400)));
  },
];

function put(text: string, random: Random, piece: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

/** A text that is broken in some way. */
export function brokenText(text: string, random: Random): string {
  return random.pick(EDITS)(text, random);
}

/** The text of one file is another, mostly no JSON any more. */
export function mutateText(site: Site, random: Random): Site {
  const kind = random.pick(KINDS);
  const text = brokenText(site.texts[kind], random);
  return { name: site.name, texts: { ...site.texts, [kind]: text }, isSound: false };
}

/** A comment, a comma too many or one too few: no JSON in a place that is known. */
export function mutateSigns(site: Site, random: Random): Site | undefined {
  const kind = random.pick(KINDS);
  const data = parsed(site.texts[kind]);
  const path = data === undefined ? [] : random.pick(pathsIn(data));
  const { text, value } = print(data, path, random.pick(['  ', '']));
  if (path.length === 0 || value === undefined) return undefined;
  const { from, to } = value;
  const changed = (next: string, begin: number, end: number): Site => ({
    name: site.name,
    texts: { ...site.texts, [kind]: next },
    isSound: false,
    ...(site.isSound && { fault: { kind, what: 'no JSON', spans: [{ from: begin, to: end }] } }),
  });
  if (random.chance(0.3)) {
    const comment = random.pick(['/* a */', '// a\n', '# a\n', '<!-- a -->']);
    return changed(text.slice(0, from) + comment + text.slice(from), from, from + comment.length);
  }
  const next = nextToken(text, to);
  if (text[next] !== ',') {
    const bracket = nextToken(`${text.slice(0, to)},${text.slice(to)}`, to + 1);
    return changed(`${text.slice(0, to)},${text.slice(to)}`, to, bracket);
  }
  const after = nextToken(text, next + 1) - 1;
  const isGlued = text[next + 1]?.trim() !== '' && typeof valueAt(data, path) === 'number';
  // Two numbers without a comma between are one.
  return isGlued ? undefined : changed(text.slice(0, next) + text.slice(next + 1), to - 1, after);
}
