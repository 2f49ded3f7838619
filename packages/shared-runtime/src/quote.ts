const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * A command line that a person could paste into bash: words that need it are quoted, control
 * characters become escapes, so that nothing in a name can play with the terminal.
 */
export function quoteArgv(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

/** One word of such a command line. */
export function quoteWord(word: string): string {
  if (PLAIN.test(word)) return word;
  if (!hasControl(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(CONTROL, escapeCharacter);
  return `$'${escaped}'`;
}

/** Text with its control characters made visible, for one line of a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, escapeCharacter);
}

/**
 * The same for text of several lines: it keeps these, and its tabs, of which columns are made. A carriage
 * return before the end of a line (Windows, progress bars) goes.
 */
export function printableLines(text: string): string {
  const lines = text.replace(RETURNS, (run, at: number) => {
    const next = text[at + run.length];
    return next === undefined || next === '\n' ? '' : run;
  });
  return lines.replace(CONTROL, (character) =>
    character === '\n' || character === '\t' ? character : escapeCharacter(character),
  );
}

/**
 * Spells out what nobody sees and no text of ours holds: C1 controls, separators of lines, marks of
 * direction. As `\\u009b`, which JSON reads as that character, so JSON stays the same. C0 controls are JSON's
 * to escape, and in texts `printable`'s: a terminal needs some of ours.
 */
export function spellUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// C0 and C1 controls, line separators, and the marks that change the direction of writing.
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/gu;
// Taken run by run: to look for what follows in the pattern would cost the square of its length.
const RETURNS = /\r+/g;
const UNSEEN = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_C}]/gu;
const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function hasControl(text: string): boolean {
  return printable(text) !== text;
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const named = NAMED[character];
  if (named !== undefined) return named;
  return code < 0x80
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
