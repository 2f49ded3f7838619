import { type Host, PhoenixError, usageError } from '@phoenix/shared-runtime';
import { downloadError } from './download-error.ts';

/** What an image must be, and who says so. */
export interface ExpectedSum {
  readonly algorithm: 'sha256' | 'sha512';
  /** Hex, small letters. */
  readonly sum: string;
  /** `--sha256`, or the address of the list. */
  readonly from: string;
}

const LISTS = [
  ['SHA256SUMS', 'sha256', 64],
  ['SHA512SUMS', 'sha512', 128],
] as const;

/** The sum of an image in the list beside it: Ubuntu has SHA256SUMS, Debian has SHA512SUMS. */
export async function listedSum(host: Pick<Host, 'query'>, url: URL): Promise<ExpectedSum> {
  const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const unlisted: string[] = [];
  for (const [list, algorithm, digits] of LISTS) {
    const from = new URL(list, url).href;
    const options = ['--quiet', '--server-response', '--tries', '3', '--timeout', '30'];
    const result = await host.query(['wget', ...options, '--output-document', '-', from], {
      timeout: 120,
    });
    if (result.exit === 0) {
      const sum = sumIn(result.stdout, name, digits);
      if (sum !== undefined) return { algorithm, sum, from };
      unlisted.push(from);
    } else if (!/\b404\b/.test(result.output)) {
      throw downloadError(from, result);
    }
  }
  const reason =
    unlisted.length === 0
      ? 'there is neither SHA256SUMS nor SHA512SUMS beside it'
      : `${unlisted.join(' and ')} does not list it`;
  throw new PhoenixError(`cannot verify ${url.href}: ${reason}`, {
    hint: "give its sum with --sha256 (sha256 in the VM's configuration)",
  });
}

/** The sum of a file in what sha256sum(1) writes: `HEX  name`, `HEX *name`, or `HEX  ./name`. */
export function sumIn(list: string, name: string, digits: number): string | undefined {
  for (const line of list.split('\n')) {
    const [, sum = '', file = ''] = /^\\?([0-9A-Fa-f]+) [ *](.*?)\r?$/.exec(line) ?? [];
    if (sum.length === digits && file.replace(/^\.\//, '') === name) return sum.toLowerCase();
  }
  return undefined;
}

/** The sum that was given on the command line; throws a usage error when it is none. */
export function givenSum(word: string | undefined): ExpectedSum | undefined {
  if (word === undefined) return undefined;
  const sum = word.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(sum)) return { algorithm: 'sha256', sum, from: '--sha256' };
  throw usageError(`--sha256 cannot be ${JSON.stringify(word)}`, 'it is 64 hex digits');
}
