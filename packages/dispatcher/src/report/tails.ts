import {
  type Host,
  PhoenixError,
  type RunDetail,
  readRunLogs,
  type Subject,
} from '@phoenix/shared-runtime';
import type { Tail } from './model.ts';

/** How much of the end of a log is told. */
const BYTES = 8 * 1024;
const LINES = 40;

/** Guests whose logs are told; of more they would make a report that nobody reads to its end. */
const GUESTS = 50;

/** The ends of the logs of guests that failed, or were cut off. */
export function tailsOf(
  { id: run, guests }: RunDetail,
  host: Pick<Host, 'info' | 'list' | 'now' | 'read' | 'readPiece'>,
): ReadonlyMap<Subject, Tail> {
  const bad = guests.filter(({ state }) => state === 'failed' || state === 'cut off');
  if (bad.length === 0) return new Map();
  const logs = Map.groupBy(readRunLogs(host, run), ({ guest }) => guest);
  return new Map(
    bad.slice(0, GUESTS).flatMap((guest) => {
      const own = logs.get(guest.id) ?? [];
      const path = (own.find((log) => log.path === guest.error?.log) ?? own.at(-1))?.path;
      const tail = path === undefined ? undefined : tailOf(path, host);
      return tail === undefined ? [] : [[guest.id, tail] as const];
    }),
  );
}

/** The last lines of a log; undefined when it is empty, or cannot be read. */
function tailOf(path: string, host: Pick<Host, 'info' | 'readPiece'>): Tail | undefined {
  try {
    const size = host.info(path)?.size ?? 0;
    const from = Math.max(0, size - BYTES);
    const piece = host.readPiece(path, from, BYTES);
    const text = new TextDecoder().decode(piece).trimEnd();
    if (text === '') return undefined;
    const all = text.split('\n');
    // The first one began before the piece did.
    const whole = from > 0 && all.length > 1 ? all.slice(1) : all;
    const lines = whole.slice(-LINES);
    return { path, text: lines.join('\n'), cut: from > 0 || lines.length < all.length };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return undefined;
  }
}
