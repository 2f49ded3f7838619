import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

/** A command line that is not understood. */
export function usageError(message: string, hint?: string): PhoenixError {
  return new PhoenixError(message, { exit: EXIT.usage, hint });
}

/** The same of a verb, which is never led to by chance when it takes something away. */
export async function verbHint(
  word: string,
  verbs: readonly string[],
  otherwise: string,
): Promise<string> {
  const { verbMeant } = await import('../command-line/verb-meant.ts');
  const near = verbMeant(word, verbs);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}

/** `did you mean --wait?` or, when nothing is near, where to look. */
export async function meant(
  word: string,
  candidates: readonly string[],
  otherwise: string,
): Promise<string> {
  const { didYouMean } = await import('@phoenix/shared-config');
  const near = didYouMean(word, candidates);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}
