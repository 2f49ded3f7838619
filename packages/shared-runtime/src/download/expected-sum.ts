import { usageError } from '../frame/usage-error.ts';

/** What a download must be, and who says so. */
export interface ExpectedSum {
  readonly algorithm: 'sha256' | 'sha512';
  /** Hex, small letters. */
  readonly sum: string;
  /** `--sha256`, or the address of the list. */
  readonly from: string;
}

/** The sum that was given on the command line; throws a usage error when it is none. */
export function givenSum(word: string | undefined): ExpectedSum | undefined {
  if (word === undefined) return undefined;
  const sum = word.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(sum)) return { algorithm: 'sha256', sum, from: '--sha256' };
  throw usageError(`--sha256 cannot be ${JSON.stringify(word)}`, 'it is 64 hex digits');
}
