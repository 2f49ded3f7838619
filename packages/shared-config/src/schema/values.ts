import { wordsOf } from '../words.ts';
import { longest, nameLength, pathLength, usual } from './limits.ts';
import { type ObjectOf, type Shape, Spec, type TypeOf } from './spec.ts';

/** A text of one form; `must` completes the sentence "KEY must be ...". */
export function text(pattern: RegExp, must: string, limits = usual): Spec<string, false> {
  return new Spec({ kind: 'text', pattern, limits }, must);
}

/** A text that a function judges. */
export function textOf(
  test: (value: string) => boolean,
  must: string,
  limits = usual,
): Spec<string, false> {
  return new Spec({ kind: 'text', test, limits }, must);
}

/** One of a few words. */
export function choice<const Word extends string>(...options: Word[]): Spec<Word, false> {
  const quoted = options.map((word) => `"${word}"`);
  const last = quoted.pop();
  const must = quoted.length === 0 ? `${last}` : `${quoted.join(', ')} or ${last}`;
  return new Spec({ kind: 'choice', options }, must);
}

/** A whole number in a range. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Spec<number, false> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return new Spec({ kind: 'number', least, most, whole: true }, `a whole number ${range}`);
}

export function number(): Spec<number, false> {
  const most = Number.MAX_VALUE;
  return new Spec({ kind: 'number', least: -most, most, whole: false }, 'a number');
}

const objectMust = 'an object { ... }';
const listMust = 'a list [ ... ]';

/** An object; keys beside these are warned about. */
export function keys<S extends Shape>(shape: S): Spec<ObjectOf<S>, false> {
  return new Spec({ kind: 'keys', shape, needed: neededOf(shape), open: false }, objectMust);
}

/** An object that may have any further keys. */
export function openKeys<S extends Shape>(shape: S): Spec<ObjectOf<S>, false> {
  return new Spec({ kind: 'keys', shape, needed: neededOf(shape), open: true }, objectMust);
}

function neededOf(shape: Shape): string[] {
  return Object.keys(shape).filter((key) => {
    const spec = shape[key];
    return spec !== undefined && !spec.isOptional && spec.form.kind !== 'anything';
  });
}

/** A list of one kind of thing; `total` is how many bytes its texts may have together. */
export function list<Item extends Spec<unknown>>(
  item: Item,
  total?: number,
): Spec<TypeOf<Item>[], false> {
  const limit = total === undefined ? {} : { total };
  return new Spec({ kind: 'list', item, filled: false, ...limit }, listMust);
}

/** A list that is not empty. */
export function filledList<Item extends Spec<unknown>>(
  item: Item,
  total: number,
): Spec<TypeOf<Item>[], false> {
  return new Spec({ kind: 'list', item, filled: true, total }, `${listMust} that is not empty`);
}

/** Lines or arguments that reach one command together. */
export const lineList = (item = line()) => list(item, longest.bytes);

/**
 * A map with free names; `word` says what they are, `names` is the pattern that editors hold them
 * against.
 */
export function map<Value extends Spec<unknown>>(
  value: Value,
  word = 'name',
  names?: string,
): Spec<Record<string, TypeOf<Value>>, false> {
  const form = { kind: 'map', value, word, ...(names === undefined ? {} : { names }) } as const;
  return new Spec(form, objectMust);
}

/** One of several forms. A form that does not say what it must be says it like the whole. */
export function either<Options extends readonly Spec<unknown>[]>(
  specs: Options,
  must: string,
): Spec<TypeOf<Options[number]>, false> {
  const said = specs.map((one) => (one.must === '' ? new Spec(one.form, must) : one));
  return new Spec({ kind: 'either', specs: said }, must);
}

/** Words in one text with commas or blanks between, or a list of them; `item` is what each must be. */
export function words(test: (word: string) => boolean, item: string, must: string) {
  const every = (value: string) => wordsOf(value).every(test);
  return either([textOf(every, ''), list(textOf(test, item), usual.bytes)], must);
}

/** Anything at all. */
export const anything = (): Spec<unknown, false> => new Spec({ kind: 'anything' }, 'anything');
/** An object whose insides are nobody's business here. */
export const data = () => map(anything());
export const yesNo = (): Spec<boolean, false> => new Spec({ kind: 'yesNo' }, 'true or false');

/** Several lines, for what Proxmox keeps so: a description, of at most 8192 characters. */
export const lines = () => {
  const limits = { bytes: 8192 };
  const form = { kind: 'text', pattern: /^[\n\P{Cc}]*$/u, limits, lines: true } as const;
  return new Spec<string, false>(form, 'a text of one or more lines, of at most 8192 bytes');
};

/** Control characters would break out of the line of a conf file. */
export const line = (limits = longest) => text(/^[^\p{Cc}]*$/u, 'a text of one line', limits);
export const filledLine = (limits = longest) =>
  text(/^[^\p{Cc}]+$/u, 'a text of one line that is not empty', limits);
/** What messages call something. */
export const label = () => filledLine(nameLength);

/** Format pve-vmid; a string of digits is taken as the number. */
export const guestId = () =>
  either(
    [whole(100, 999_999_999), text(/^[1-9]\d{2,8}$/, '')],
    'a guest id from 100 to 999999999, like 950 or "950"',
  );

/** Format dns-name of Proxmox: labels of letters, digits and dashes, joined by dots. */
export const dnsName = () =>
  text(
    /^(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
    'a host name: letters, digits and dashes, no dash at either end',
  );

/** Format pve-storage-id. */
export const storageId = () =>
  text(
    /^[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]$/,
    'a storage id, like "quickOS-lxc-disks"',
    nameLength,
  );

/** A path of the host. */
export const hostPath = () =>
  text(
    /^(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc}]*$/u,
    'an absolute path without "." and ".." parts',
    pathLength,
  );

/** A path that becomes part of a comma-joined Proxmox property such as mp0. */
export const propertyPath = () =>
  text(
    /^(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc},=]*[^\p{Cc},=/\s]\/*$/u,
    'an absolute path without commas, "=", and "." or ".." parts',
    pathLength,
  );

/** A file below a directory that is known; it cannot leave it, nor look like an option. */
export const scriptPath = () =>
  text(
    /^(?![-/])(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}]*[^\p{Cc}/]$/u,
    'a file name below its directory, not absolute and without ".."',
    pathLength,
  );

/** 200, because the name is part of the file name of its script. */
export const featureName = () =>
  text(/^\w[\w-]*$/, 'a feature name of letters, digits, "_" and "-"', { bytes: 200 });

/** Format pve-configid, at most 40 characters. */
export const snapshotName = () =>
  text(
    /^(?!(?:current|phoenix-undo)$)[a-zA-Z][\w-]{1,39}$/,
    'a snapshot name: 2 to 40 letters, digits, "_" and "-", a letter first, not "current" or "phoenix-undo"',
  );

/** A user of the host or of a guest. */
export const userName = () =>
  text(/^[a-z_][a-z0-9_-]{0,31}$/, 'a user name of lower case letters, digits, "_" and "-"');

/** Format pve-tag-list. */
export const tags = () =>
  words(
    (word) => /^\w[\w.+-]*$/.test(word),
    'a tag of letters, digits and "_-+."',
    'a list of tags of letters, digits and "_-+."',
  );

/** A file of the site: absolute, or below a directory that is known. */
export const sourceFile = () =>
  text(
    /^(?!-)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}]*[^\p{Cc}/]$/u,
    'a path, absolute or below its directory, without "." and ".." parts',
    pathLength,
  );
export const url = () => text(/^https?:\/\/[^\p{Cc}\s]+$/u, 'an http or https address');
export const port = () => whole(1, 65_535);
