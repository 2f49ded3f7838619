import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed = { dir: string; values: Record<string, string | boolean | undefined> };

/** Reads `DIR [options]`; throws UsageError for anything else. */
export function dirAndOptions(args: readonly string[], options: Options): Parsed {
  const { words, values } = wordsAndOptions(args, options, 1);
  return { dir: words[0] ?? '', values };
}

/** Reads `DIR`, further words up to as many as told, and options. @throws UsageError */
export function wordsAndOptions(
  args: readonly string[],
  options: Options,
  most: number,
): { words: string[]; values: Parsed['values'] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    if (positionals[0] === undefined || positionals[0] === '') {
      throw new UsageError('DIR is missing');
    }
    if (positionals.length > most) throw new UsageError(`unexpected '${positionals[most]}'`);
    return { words: positionals, values: values as Parsed['values'] };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0] ?? '');
    throw error;
  }
}

/** The option's number, undefined when it was not given; throws UsageError for anything else. */
export function numberOption(
  values: Parsed['values'],
  name: string,
  isFine: (value: number) => boolean,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || !isFine(value)) throw new UsageError(`--${name} cannot be '${text}'`);
  return value;
}

/** The option's text, undefined when it was not given. */
export function textOption(values: Parsed['values'], name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
