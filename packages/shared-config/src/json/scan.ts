import { type Expected, SyntaxProblem } from './syntax-problem.ts';

/** A value in JSON text: where it begins, and what is inside it. Offsets count from 0. */
export interface Place {
  start: number;
  members?: Member[];
  items?: Place[];
}

/** A member of an object: its name and where that name begins. */
export interface Member {
  name: string;
  at: number;
  value: Place;
}

/** Deeper than this nothing is nested on purpose. */
export const deepest = 100;
const literal = /true|false|null/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escaped = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const blank = /[ \t\r\n]*/y;

/**
 * Finds the place of every value in JSON text, by exactly the grammar of JSON.
 * @throws SyntaxProblem at the first thing that is not JSON.
 */
export function scan(text: string): Place {
  let at = 0;
  const open: number[] = [];

  const skip = () => {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
  };
  const fail = (expected: Expected) => new SyntaxProblem(text, at, expected, open);

  const scanString = (expected: Expected): string => {
    const end = endOfString(text, at);
    if (end === undefined) throw fail(expected);
    const raw = text.slice(at, end);
    at = end;
    return raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1);
  };

  const scanMembers = (place: Place) => {
    const members: Member[] = [];
    place.members = members;
    skip();
    if (text[at] === '}') return;
    for (;;) {
      skip();
      const nameAt = at;
      const name = scanString('name');
      skip();
      if (text[at] !== ':') throw fail('colon');
      at += 1;
      members.push({ name, at: nameAt, value: scanValue() });
      skip();
      if (text[at] === '}') return;
      if (text[at] !== ',') throw fail('comma');
      at += 1;
    }
  };

  const scanItems = (place: Place) => {
    const items: Place[] = [];
    place.items = items;
    skip();
    if (text[at] === ']') return;
    for (;;) {
      items.push(scanValue());
      skip();
      if (text[at] === ']') return;
      if (text[at] !== ',') throw fail('comma');
      at += 1;
    }
  };

  const scanValue = (): Place => {
    skip();
    const place: Place = { start: at };
    const first = text[at];
    if (first === '{' || first === '[') {
      if (open.length >= deepest) throw fail('less depth');
      open.push(at);
      at += 1;
      if (first === '{') scanMembers(place);
      else scanItems(place);
      at += 1;
      open.pop();
      return place;
    }
    if (first === '"') {
      const end = endOfString(text, at);
      if (end === undefined) throw fail('value');
      at = end;
      return place;
    }
    const pattern = first === 't' || first === 'f' || first === 'n' ? literal : number;
    pattern.lastIndex = at;
    if (!pattern.test(text)) throw fail('value');
    at = pattern.lastIndex;
    return place;
  };

  const root = scanValue();
  skip();
  if (at < text.length) throw fail('end');
  return root;
}

/** Where a string that begins here ends, undefined when it does not. Strings may be of any length. */
function endOfString(text: string, start: number): number | undefined {
  if (text[start] !== '"') return undefined;
  for (let at = start + 1; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return undefined;
    if (code !== 0x5c) {
      at += 1;
      continue;
    }
    escaped.lastIndex = at;
    if (!escaped.test(text)) return undefined;
    at = escaped.lastIndex;
  }
  return undefined;
}
