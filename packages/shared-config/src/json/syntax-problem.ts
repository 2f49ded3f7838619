import { named } from '../characters.ts';
import { lineOf } from './lines.ts';

/** What the grammar wanted where it found something else. */
export type Expected = 'name' | 'colon' | 'comma' | 'value' | 'end' | 'less depth';

/** JSON that is none: where, what is wrong in words, and what to do. */
export class SyntaxProblem extends Error {
  readonly offset: number;
  readonly hint: string | undefined;

  constructor(text: string, at: number, expected: Expected, open: readonly number[]) {
    const { message, offset = at, hint } = explain(text, at, expected, open);
    super(message);
    this.offset = offset;
    this.hint = hint;
  }
}

interface Explanation {
  message: string;
  offset?: number;
  hint?: string;
}

function explain(
  text: string,
  at: number,
  expected: Expected,
  open: readonly number[],
): Explanation {
  const found = text.slice(at, at + 2);
  if (expected === 'less depth')
    return {
      message: 'values are nested too deep',
      hint: 'no key is nested like this: remove brackets',
    };
  if (at >= text.length) return endsTooEarly(text, open);
  if (found === '//' || found === '/*' || found[0] === '#') {
    return { message: 'JSON has no comments', hint: 'remove the comment' };
  }
  const before = lastInk(text, at);
  if (text[before] === ',' && (found[0] === '}' || found[0] === ']')) {
    return {
      message: `a comma before ${found[0]} is not allowed`,
      offset: before,
      hint: 'remove the comma, or add what should follow it',
    };
  }
  if (found[0] === '"' && expected !== 'comma' && expected !== 'colon' && expected !== 'end') {
    return brokenString(text, at);
  }
  return explainExpected(text, at, expected, before, open);
}

function explainExpected(
  text: string,
  at: number,
  expected: Expected,
  before: number,
  open: readonly number[],
): Explanation {
  const shown = seen(/^[\w.+-]+|^[\s\S]/u.exec(text.slice(at))?.[0] ?? '');
  switch (expected) {
    case 'name':
      return {
        message: `a name in double quotes should stand here, not ${shown}`,
        hint: 'names and texts in JSON stand in double quotes',
      };
    case 'colon':
      return {
        message: `a colon should stand here, not ${shown}`,
        hint: 'put a colon between the name and its value',
      };
    case 'comma':
      if (/[}\]]/.test(text[at] ?? '')) {
        const opener = text[open.at(-1) ?? 0];
        const where = lineOf(text, open.at(-1) ?? 0);
        return {
          message: `${text[at]} does not close the ${opener} of line ${where}`,
          hint: `close it with ${opener === '{' ? '}' : ']'} first`,
        };
      }
      return {
        message: 'a comma is missing after this',
        offset: before,
        hint: 'put a comma between this and what follows',
      };
    case 'end':
      return {
        message: `the file should end here, not go on with ${shown}`,
        hint: 'a file holds one { }: remove what follows, or the bracket that closed it too early',
      };
    default:
      return {
        message: `a value should stand here, not ${shown}`,
        hint: 'a value is a text in double quotes, a number, true, false, null, [ ] or { }',
      };
  }
}

function endsTooEarly(text: string, open: readonly number[]): Explanation {
  const last = Math.max(0, lastInk(text, text.length));
  const opener = open.at(-1);
  if (opener === undefined)
    return { message: 'the file is empty', offset: 0, hint: 'write { } where nothing is declared' };
  return {
    message: `the file ends too early: the ${text[opener]} of line ${lineOf(text, opener)} is never closed`,
    offset: last,
    hint: `add the missing ${text[opener] === '{' ? '}' : ']'}`,
  };
}

function brokenString(text: string, at: number): Explanation {
  let end = at + 1;
  for (; end < text.length && text.charCodeAt(end) > 31 && text[end] !== '"'; end += 1) {
    if (text[end] !== '\\') continue;
    if (!/^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(end, end + 6))) {
      return {
        message: `${JSON.stringify(text.slice(end, end + 2))} is no escape that JSON knows`,
        offset: end,
        hint: 'write a backslash in a text as \\\\',
      };
    }
    end += 1;
  }
  const control = text[end];
  if (control === undefined || control === '\n' || control === '\r') {
    return { message: 'this text is not closed on its line', hint: 'add the closing double quote' };
  }
  return {
    message: `a text must not hold ${named(control.charCodeAt(0))}`,
    offset: end,
    hint: control === '\t' ? 'write a blank' : 'remove it',
  };
}

/** In quotes, or by its number where nobody could see it. */
function seen(text: string): string {
  return /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)
    ? named(text.charCodeAt(0))
    : JSON.stringify(text);
}

/** The last character before `at` that is not blank, -1 when there is none. */
function lastInk(text: string, at: number): number {
  let index = at - 1;
  while (index >= 0 && /\s/.test(text[index] ?? '')) index -= 1;
  return index;
}
