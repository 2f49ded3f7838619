/**
 * What a text may hold: one line; several lines; or, as data that nothing here acts upon, any
 * layout.
 */
type Layout = 'line' | 'lines' | 'free';

/**
 * Controls break out of lines and play with terminals, separators of lines do so for some programs
 * only, a lone half of a character fits into no file and no argument, and a byte order mark is
 * seen by nobody.
 */
const odd: Readonly<Record<Layout, RegExp>> = {
  line: /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u,
  lines: /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u,
  free: /(?![\n\r\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u,
};

/** Whether JSON text could hold one of these inside its texts, as it is or as an escape; or `__proto__`. */
export function mayHoldOdd(json: string): boolean {
  return /[\u007f-\u009f\u2028\u2029\ufeff]|\\[bfnrtu]|"__proto__"/.test(json);
}

/** What a name must not hold; one name is taken by many readers of JSON for something else, and lost. */
export function oddName(name: string): OddCharacter | undefined {
  if (name !== '__proto__') return oddCharacter(name, 'line');
  return { called: '"__proto__", which readers of JSON lose', hint: 'take another name' };
}

/** A character that a text must not hold: what it is, and what to do about it. */
export interface OddCharacter {
  /** Like "U+001B (an escape), as character 2". */
  called: string;
  hint: string;
}

/** The first character that a text of this layout must not hold. */
export function oddCharacter(text: string, layout: Layout): OddCharacter | undefined {
  const at = text.search(odd[layout]);
  if (at < 0) return undefined;
  const code = text.charCodeAt(at);
  const half = code >= 0xd800 && code <= 0xdfff;
  const called = `${named(code)} as character ${[...text.slice(0, at)].length + 1}`;
  if (half)
    return { called, hint: 'write the whole character; as escapes it is two, one half each' };
  return { called, hint: code === 0x0a ? 'write it in one line' : 'remove it' };
}

const names: Readonly<Record<number, string>> = {
  0: 'NUL',
  9: 'a tab',
  10: 'a line break',
  13: 'a carriage return',
  27: 'an escape',
  8232: 'a line separator',
  8233: 'a paragraph separator',
  65279: 'a byte order mark',
};

/** A UTF-16 code as people look it up, like "U+0000 (NUL)". */
export function named(code: number): string {
  const half = code >= 0xd800 && code <= 0xdfff;
  const control = code < 0x20 || (code >= 0x7f && code <= 0x9f);
  const what = names[code] ?? (half ? 'half of a character' : control ? 'a control character' : '');
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return what === '' ? point : `${point} (${what})`;
}
