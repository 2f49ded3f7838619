import { writeSync } from 'node:fs';
import { EVENTS_VERSION, type PhoenixEvent } from '../events.ts';
import { errorCode } from '../host/system-error.ts';
import { phoenixVersion } from '../version.ts';

/** The way events take out of the process. */
export interface EventStream {
  write(event: PhoenixEvent): void;
}

/** How long a reader may leave its pipe full before it counts as gone, in milliseconds. */
const PATIENCE = 5000;

/**
 * Events as JSON lines on the descriptor that PHOENIX_EVENTS_FD names; undefined when it names
 * none. `readerGone` is called once when nobody reads any more; further events go nowhere.
 */
export function openEventStream(
  descriptor: string | undefined,
  program: string,
  readerGone: () => void,
): EventStream | undefined {
  if (descriptor === undefined || !/^[1-9][0-9]*$/.test(descriptor)) return undefined;
  const file = Number(descriptor);
  let open = true;
  const stream = {
    write(event: PhoenixEvent) {
      if (!open) return;
      try {
        writeAll(file, `${JSON.stringify({ ...event, time: Date.now() })}\n`);
      } catch {
        open = false;
        readerGone();
      }
    },
  };
  stream.write({ type: 'version', program, version: phoenixVersion(), events: EVENTS_VERSION });
  return stream;
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  const end = Date.now() + PATIENCE;
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(file, bytes, written);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN' || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
