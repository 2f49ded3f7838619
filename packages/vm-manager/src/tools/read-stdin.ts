import type { Readable } from 'node:stream';
import type { Output, Stop } from '@phoenix/shared-runtime';
import { type Piece, piecesOf } from './pieces.ts';

/** Milliseconds without the end of input until a person is told what is awaited. */
const PATIENCE = 10_000;

/**
 * Standard input in pieces; a single empty one when there is none. A stop closes it, and ends the
 * pieces without a last one.
 */
export async function* readStdin(
  stdin: Readable | undefined,
  stop: Stop,
  out: Pick<Output, 'talk'>,
): AsyncGenerator<Piece> {
  if (stdin === undefined) {
    yield { offset: 0, bytes: new Uint8Array(), last: true };
    return;
  }
  const close = () => stdin.destroy();
  const timer = setTimeout(() => {
    out.talk('waits for the end of standard input (give it </dev/null when there is none)\n');
  }, PATIENCE);
  stop.asked.addEventListener('abort', close, { once: true });
  try {
    for await (const piece of piecesOf(stdin)) {
      if (stop.requested) return;
      if (piece.last) clearTimeout(timer);
      yield piece;
    }
  } catch (error) {
    if (!stop.requested) throw error;
  } finally {
    clearTimeout(timer);
    stop.asked.removeEventListener('abort', close);
  }
}
