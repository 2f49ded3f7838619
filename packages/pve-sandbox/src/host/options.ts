import type { Refusal } from '../state/refusal.ts';
import { Failure } from './failure.ts';

/** A command line as getopt_long(3) reads it: the options by their letter, and all other words. */
export interface Options {
  has(letter: string): boolean;
  /** The value of the last such option. */
  value(letter: string): string | undefined;
  all(letter: string): string[];
  words: string[];
}

/** What a program takes: short options (`o:` has a value) and long names for them. */
export interface Grammar {
  program: string;
  short: string;
  long?: Readonly<Record<string, string>>;
  /** Exit code of a command line that cannot be understood; 1 unless told. */
  exit?: number;
  /** How an unknown option is told of, in other words than those of getopt. */
  unknown?: (option: string) => string;
}

/** Reads a command line. @throws Refusal for an option that the program does not have */
export function readOptions(args: readonly string[], grammar: Grammar): Options {
  const found: [string, string][] = [];
  const words: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') words.push(...rest.splice(0));
    else if (word.startsWith('--')) found.push(longOption(word, rest, grammar));
    else if (word.startsWith('-') && word !== '-') found.push(...shortOptions(word, rest, grammar));
    else words.push(word);
  }
  const all = (letter: string) => found.filter(([name]) => name === letter).map(([, text]) => text);
  return {
    words,
    all,
    has: (letter) => all(letter).length > 0,
    value: (letter) => all(letter).at(-1),
  };
}

const takesValue = ({ short }: Grammar, letter: string): boolean => short.includes(`${letter}:`);

function longOption(word: string, rest: string[], grammar: Grammar): [string, string] {
  const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const letter = Object.hasOwn(grammar.long ?? {}, name) ? grammar.long?.[name] : undefined;
  if (letter === undefined) throw unknown(grammar, `unrecognized option '${word}'`, word);
  if (!takesValue(grammar, letter)) return [letter, ''];
  return [letter, value ?? given(rest.shift(), grammar, `option '${word}' requires an argument`)];
}

function shortOptions(word: string, rest: string[], grammar: Grammar): [string, string][] {
  const found: [string, string][] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    if (!/\w/.test(letter) || !grammar.short.includes(letter)) {
      throw unknown(grammar, `invalid option -- '${letter}'`, letter);
    }
    if (!takesValue(grammar, letter)) {
      found.push([letter, '']);
      continue;
    }
    const attached = word.slice(at + 1);
    const missing = `option requires an argument -- '${letter}'`;
    found.push([letter, attached === '' ? given(rest.shift(), grammar, missing) : attached]);
    break;
  }
  return found;
}

function given(value: string | undefined, grammar: Grammar, missing: string): string {
  if (value === undefined) throw unknown(grammar, missing, missing);
  return value;
}

function unknown(
  { program, exit, unknown: words }: Grammar,
  what: string,
  option: string,
): Refusal {
  const told =
    words?.(option) ?? `${program}: ${what}\nTry '${program} --help' for more information.`;
  return new Failure(told, exit ?? 1);
}
