import { isRefused, ownDepth } from './expected-place.ts';
import { hostileName, hostileText, hostileValue } from './hostile.ts';
import { Members, type Printed, print, Raw, type Span } from './json-text.ts';
import type { Random } from './random.ts';
import { type Fault, type FileKind, KINDS, type Site } from './site.ts';
import { membersOf, type Path, pathsIn, valueAt, withoutValue, withValue } from './value-at.ts';

interface Change {
  readonly data: unknown;
  /** The path whose place is of interest; none when nothing is known of it. */
  readonly at?: Path;
  readonly what?: 'value' | 'missing' | 'repeated' | 'no JSON';
}

type Mutation = (data: unknown, path: Path, random: Random) => Change | undefined;

const replace: Mutation = (data, path, random) => {
  const value = hostileValue(random);
  return { data: withValue(data, path, value), at: path, what: 'value' };
};

const swap: Mutation = (data, path, random) => {
  const other = valueAt(data, random.pick(pathsIn(data)));
  return { data: withValue(data, path, other), at: path, what: 'value' };
};

const remove: Mutation = (data, path) =>
  path.length === 0
    ? undefined
    : { data: withoutValue(data, path), at: path.slice(0, -1), what: 'missing' };

const repeat: Mutation = (data, path, random) => {
  const above = path.slice(0, -1);
  const holder = valueAt(data, above);
  if (Array.isArray(holder) || path.length === 0) return undefined;
  const again = [
    String(path.at(-1)),
    random.chance(0.5) ? valueAt(data, path) : hostileValue(random),
  ] as const;
  const members = new Members([...membersOf(holder), again]);
  return { data: withValue(data, above, members), at: path, what: 'repeated' };
};

const rename: Mutation = (data, path, random) => {
  const above = path.slice(0, -1);
  const holder = valueAt(data, above);
  if (Array.isArray(holder) || path.length === 0) return undefined;
  const old = String(path.at(-1));
  const name = random.chance(0.5) ? hostileName(random) : `${old.slice(1)}${old.slice(0, 1)}`;
  const members = membersOf(holder).map(
    ([one, value]) => [one === old ? name : one, value] as const,
  );
  return { data: withValue(data, above, new Members(members)) };
};

const add: Mutation = (data, path, random) => {
  const holder = valueAt(data, path);
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value = hostileValue(random);
  if (Array.isArray(holder))
    return { data: withValue(data, path, [...holder, value]), at: path, what: 'value' };
  const members = new Members([...membersOf(holder), [hostileName(random), value]]);
  return { data: withValue(data, path, members) };
};

const nest: Mutation = (data, path, random) => {
  const levels = random.pick([3, 50, 99, 101, 3000, 100_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  const inner = JSON.stringify(valueAt(data, path));
  return {
    data: withValue(data, path, new Raw(open.repeat(levels) + inner + close.repeat(levels))),
  };
};

const editText: Mutation = (data, path, random) => {
  const old = valueAt(data, path);
  if (typeof old !== 'string') return undefined;
  const cut = random.below(old.length + 1);
  const piece = hostileText(random);
  const value = random.chance(0.5) ? old + piece : old.slice(0, cut) + piece + old.slice(cut);
  return { data: withValue(data, path, value), at: path, what: 'value' };
};

const NUMBERS = [
  '-1',
  '-0',
  '0',
  '0.5',
  '1e999',
  '-1e999',
  '1E400',
  '9007199254740993',
  '1.0',
  '1e2',
];

const editNumber: Mutation = (data, path, random) => {
  if (typeof valueAt(data, path) !== 'number') return undefined;
  return { data: withValue(data, path, new Raw(random.pick(NUMBERS))), at: path, what: 'value' };
};

const NO_JSON = [
  'NaN',
  'undefined',
  'True',
  "'a'",
  '0x1F',
  '+1',
  '.5',
  '01',
  'nul',
  '"\\x"',
  '"a\tb"',
  '`a`',
];

const breakJson: Mutation = (data, path, random) => ({
  data: withValue(data, path, new Raw(random.pick(NO_JSON))),
  at: path,
  what: 'no JSON',
});

const MUTATIONS: readonly Mutation[] = [
  replace,
  replace,
  replace,
  replace,
  swap,
  remove,
  remove,
  repeat,
  rename,
  add,
  nest,
  editText,
  editText,
  editText,
  editNumber,
  breakJson,
];

/** One value, member or name of one file is another; undefined when that file is no JSON. */
export function mutateValue(site: Site, random: Random): Site | undefined {
  const kind = random.pick(KINDS);
  const data = parsed(site.texts[kind]);
  if (data === undefined) return undefined;
  const change = random.pick(MUTATIONS)(data, random.pick(pathsIn(data)), random);
  if (change === undefined) return undefined;
  const printed = print(change.data, change.at, random.pick(['  ', '  ', '\t', '']));
  const texts = { ...site.texts, [kind]: printed.text };
  const isKnown = site.isSound && !isRefused(kind, data);
  const fault = isKnown ? faultOf(kind, change, printed) : undefined;
  return { name: site.name, texts, isSound: false, ...(fault && { fault }) };
}

/** The data of a text; undefined where it is no JSON, or too deep to be walked through. */
export function parsed(text: string): unknown {
  if (/(?:[[{](?:"a":)?\s*){60}/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf(kind: FileKind, { data, at, what }: Change, printed: Printed): Fault | undefined {
  const { value, name, text } = printed;
  if (at === undefined || what === undefined || value === undefined) return undefined;
  const start = ({ from }: Span): Span => ({ from, to: from });
  if (what === 'no JSON')
    return { kind, what, spans: [{ from: value.from, to: nextToken(text, value.to) }] };
  if (what === 'repeated') return name && { kind, what, spans: [start(name)] };
  const read = parsed(text);
  if (read === undefined || !isRefused(kind, read)) return undefined;
  const depth = ownDepth(kind, at);
  if (depth < at.length) {
    const whole = print(data, at.slice(0, depth), indentOf(text)).value;
    return whole && { kind, what, spans: [whole] };
  }
  if (what === 'missing')
    return { kind, what, spans: [start(value), ...(name ? [start(name)] : [])] };
  const isPlain = typeof valueAt(read, at) !== 'object' || valueAt(read, at) === null;
  const places = [isPlain ? start(value) : value, ...(name && !isPlain ? [start(name)] : [])];
  return { kind, what, spans: places };
}

const indentOf = (text: string) => /^[[{]\n(\s+)/.exec(text)?.[1] ?? '';

/** Where the next sign stands that is no blank. */
export function nextToken(text: string, from: number): number {
  return from + (/\S|$/.exec(text.slice(from))?.index ?? 0);
}
