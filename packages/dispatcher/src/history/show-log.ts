import {
  formatDuration,
  localTime,
  PhoenixError,
  printable,
  printableLines,
  type RunLog,
} from '@phoenix/shared-runtime';
import type { Session } from '../session.ts';
import { withCause } from './run-guests-text.ts';

/** Bytes that are read at once: a log may be larger than what fits into memory. */
const PIECE = 256 * 1024;

/** The line above a log: when, which guest, what and why, and how that came out. */
export function logHead(log: RunLog, label: string, isRunning: boolean): string {
  const { operation, cause, since, result, seconds = 0 } = log;
  const what = withCause({ id: operation, ...(cause !== undefined && { cause }) });
  const took = formatDuration(seconds);
  const ends: Readonly<Record<string, string>> = {
    done: `done in ${took}`,
    failed: `failed after ${took}`,
  };
  const open = isRunning ? 'still running' : 'cut off';
  const end = result === undefined ? open : (ends[result] ?? result);
  // Without its events a log is a name and nothing else.
  const about = since === undefined ? what : `${what}: ${end}`;
  const when = since === undefined ? '' : `${localTime(new Date(since))} `;
  return printable(`==> ${when}${label}: ${about} <==`);
}

/** Prints what a command said, all of it, piece by piece; `show` gets text that ends its line. */
export async function showLog(
  path: string,
  { world: { host } }: Session,
  show: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let offset = 0;
  let open = '';
  try {
    for (;;) {
      const piece = host.readPiece(path, offset, PIECE);
      if (piece === undefined || piece.length === 0) break;
      offset += piece.length;
      const lines = `${open}${decoder.decode(piece, { stream: true })}`.split('\n');
      open = lines.pop() ?? '';
      if (lines.length > 0) show(`${printableLines(lines.join('\n'))}\n`);
      if (open.length > PIECE) {
        // A line without end: it goes out in parts, which nothing but a search could notice.
        show(printableLines(open));
        open = '';
      }
      // Signals and readers that went away have their turn.
      await host.sleep(0);
    }
    open += decoder.decode();
    if (open !== '') show(`${printableLines(open)}\n`);
    if (offset === 0) show('(it said nothing)\n');
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    show(`(${printable(error.message)})\n`);
  }
}
