import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

/** A command line that is not understood. */
export function usageError(message: string, hint?: string): PhoenixError {
  return new PhoenixError(message, { exit: EXIT.usage, hint });
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
