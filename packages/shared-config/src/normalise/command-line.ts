/** A command line taken apart. */
export interface CommandLine {
  words: string[];
  /** Shell signs outside quotes, which no shell will see. */
  operators: string[];
  /** The quote that is never closed. */
  open?: string;
}

/**
 * Takes a command line apart at its blanks, as a shell would: quotes and backslashes hold words
 * together. Nothing is expanded and no sign has a meaning.
 */
export function splitCommand(text: string): CommandLine {
  const words: string[] = [];
  const operators = new Set<string>();
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (sign === quote && quote !== '') {
      quote = '';
    } else if (quote === "'") {
      word += sign;
    } else if (sign === '\\' && (quote === '' ? next !== '' : /["\\$`]/.test(next))) {
      word = (word ?? '') + next;
      at += 1;
    } else if (quote === '' && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === '' && (sign === '"' || sign === "'")) {
      quote = sign;
      word ??= '';
    } else {
      const operator = operatorAt(text, at, quote !== '');
      if (operator !== undefined) operators.add(operator);
      word = (word ?? '') + sign;
    }
  }
  if (word !== undefined) words.push(word);
  return { words, operators: [...operators], ...(quote === '' ? {} : { open: quote }) };
}

function operatorAt(text: string, at: number, quoted: boolean): string | undefined {
  const rest = text.slice(at, at + 2);
  if (rest === '$(' || rest[0] === '`') return rest[0] === '`' ? '`' : '$(';
  if (quoted) return undefined;
  if (rest === '&&') return '&&';
  return /[|;<>]/.test(rest[0] ?? '') ? rest[0] : undefined;
}
