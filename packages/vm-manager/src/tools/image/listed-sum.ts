import { downloadError, type ExpectedSum, type Host, PhoenixError } from '@phoenix/shared-runtime';

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
