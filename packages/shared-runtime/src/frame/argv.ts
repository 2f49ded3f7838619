import { commandLine } from './command-line.ts';
import type { FlagDefinition } from './flags.ts';
import { meant, usageError } from './usage-error.ts';

/**
 * Makes a command line unambiguous before cac reads it. By itself cac would take `--force 0950`
 * for the number 950, `--suite 007` for 7, `--config=` for the word after it, and any unknown flag
 * for one with a value: too lenient where the words name guests to be destroyed. Afterwards words
 * come first, and each flag is `--name==value` or `--name=true`.
 */
export async function exactArgv(
  argv: readonly string[],
  flags: Readonly<Record<string, FlagDefinition>>,
  program: string,
): Promise<{ words: string[]; flags: string[] }> {
  const words: string[] = [];
  const exact: string[] = [];
  const rest = [...argv];
  for (const { word, isFlag } of commandLine(rest)) {
    if (!isFlag) {
      words.push(word);
      continue;
    }
    const [name, inline] = split(word);
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined) {
      const names = Object.keys(flags).map((known) => `--${known}`);
      const hint = await meant(`--${name}`, names, `${program} --help lists the flags`);
      throw usageError(`unknown flag ${word.split('=', 1)[0]}`, hint);
    }
    if (flag.value === undefined) {
      if (inline !== undefined)
        throw usageError(`--${name} takes no value`, `type --${name} alone, or leave it out`);
      exact.push(`--${name}=true`);
      continue;
    }
    const value = inline ?? (flag.optional ? undefined : rest.shift());
    if (flag.optional) {
      // As of a variable that is not set.
      if (inline === '')
        throw usageError(
          `--${name} cannot be ""`,
          `type --${name} alone, or --${name}=${flag.value}`,
        );
      exact.push(`--${name}==${value ?? ''}`);
      continue;
    }
    if (value === undefined || value === '') {
      throw usageError(`--${name} needs a value: --${name} ${flag.value}`);
    }
    exact.push(`--${name}==${value}`);
  }
  return { words, flags: exact };
}

/** `-h` and `-y` are the only short ones. */
const SHORT: Record<string, string> = { '-h': 'help', '-y': 'yes' };

function split(word: string): [string, string | undefined] {
  const short = SHORT[word];
  if (short !== undefined) return [short, undefined];
  if (!word.startsWith('--')) return [word, undefined];
  const equals = word.indexOf('=');
  if (equals < 0) return [word.slice(2), undefined];
  return [word.slice(2, equals), word.slice(equals + 1)];
}
