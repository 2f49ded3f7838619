/** Text that stands where a value of JSON would stand. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object as its members in their order, of which several may have the same name. */
export class Members {
  readonly list: readonly (readonly [name: string, value: unknown])[];

  constructor(list: readonly (readonly [name: string, value: unknown])[]) {
    this.list = list;
  }
}

/** Where something stands in a text: offsets from its first character to behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A value as JSON text, with the places of the one value that was asked for. */
export interface Printed {
  readonly text: string;
  readonly value?: Span;
  /** Its name, where it is a member of an object. */
  readonly name?: Span;
}

type Path = readonly (string | number)[];

/** Prints a value as JSON, `indent` a level; an empty one puts all of it into one line. */
export function print(root: unknown, watched?: Path, indent = '  '): Printed {
  let text = '';
  const seen: { value?: Span; name?: Span } = {};
  const isWatched = (path: Path) =>
    watched?.length === path.length && path.every((step, depth) => step === watched[depth]);
  const line = (depth: number) => {
    if (indent !== '') text += `\n${indent.repeat(depth)}`;
  };

  const put = (value: unknown, path: Path) => {
    const from = text.length;
    if (value instanceof Raw) text += value.text;
    else if (Array.isArray(value)) putItems(value, path);
    else if (value instanceof Members) putMembers(value.list, path);
    else if (typeof value === 'object' && value !== null) putMembers(Object.entries(value), path);
    else text += JSON.stringify(value) ?? 'null';
    if (isWatched(path)) seen.value = { from, to: text.length };
  };
  const putItems = (items: readonly unknown[], path: Path) => {
    text += '[';
    for (const [index, item] of items.entries()) {
      if (index > 0) text += ',';
      line(path.length + 1);
      put(item, [...path, index]);
    }
    if (items.length > 0) line(path.length);
    text += ']';
  };
  const putMembers = (members: Members['list'], path: Path) => {
    text += '{';
    for (const [index, [name, value]] of members.entries()) {
      if (index > 0) text += ',';
      line(path.length + 1);
      const from = text.length;
      text += JSON.stringify(name);
      if (isWatched([...path, name])) seen.name = { from, to: text.length };
      text += indent === '' ? ':' : ': ';
      put(value, [...path, name]);
    }
    if (members.length > 0) line(path.length);
    text += '}';
  };

  put(root, []);
  return { text, ...seen };
}

/** Line and column of an offset, counted from 1, by counting line breaks. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
