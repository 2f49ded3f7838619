import { PhoenixError } from '../errors.ts';
import type { CommandResult } from '../host/host.ts';

/** What wget's exit statuses mean. */
const MEANINGS: Readonly<Record<number, string>> = {
  3: 'the file cannot be written',
  4: 'the server cannot be reached, or the connection broke',
  5: 'its certificate is not trusted',
  6: 'the server wants a password',
  7: 'the server breaks the protocol',
  8: 'the server refuses',
};

/** Why a download failed, in a sentence. */
export function downloadError(url: string, { exit, output }: CommandResult): PhoenixError {
  const status = /(?:ERROR|HTTP\/[\d.]+) ([45]\d\d)[: ]*([^\r\n]*)/.exec(output);
  const said = status === null ? undefined : `${status[1]} ${status[2] ?? ''}`.replace(/\.$/, '');
  const reason = said === undefined ? MEANINGS[exit] : `the server answers ${said.trim()}`;
  return new PhoenixError(`cannot fetch ${url}: ${reason ?? `wget failed (${exit})`}`, {
    output: output.trim().split('\n').slice(-8).join('\n'),
    status: exit,
    hint: hintFor(status?.[1], exit),
  });
}

function hintFor(status: string | undefined, exit: number): string {
  if (status === '404' || status === '410') {
    return 'is the address right? What is old is taken away';
  }
  if (exit === 3) return 'is the disk full? df -h shows it';
  return 'the same command goes on where this one ended';
}
