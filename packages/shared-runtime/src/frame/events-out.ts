import { EVENTS_VERSION, type PhoenixEvent } from '../events.ts';
import { writeDescriptor } from '../host/descriptor.ts';
import { isInheritedForWriting } from '../host/descriptor-check.ts';
import { known } from '../secrets/known.ts';
import { phoenixVersion } from '../version.ts';
import { usageError } from './usage-error.ts';

/** The way events take out of the process. */
export interface EventStream {
  write(event: PhoenixEvent): void;
}

/**
 * Events as JSON lines on the descriptor that PHOENIX_EVENTS_FD names; undefined when it names
 * none; a usage error when that is none to write to. `readerGone` is called once when nobody reads
 * any more; further events go nowhere.
 */
export function openEventStream(
  descriptor: string | undefined,
  program: string,
  readerGone: () => void,
): EventStream | undefined {
  if (descriptor === undefined || !/^[1-9][0-9]*$/.test(descriptor)) return undefined;
  const file = Number(descriptor);
  if (!isInheritedForWriting(file)) {
    throw usageError(
      `PHOENIX_EVENTS_FD names descriptor ${descriptor}, which is not open for writing`,
      `unset PHOENIX_EVENTS_FD, or open it: ${program} ... ${descriptor}>events.jsonl`,
    );
  }
  let open = true;
  const stream = {
    write(event: PhoenixEvent) {
      if (!open) return;
      try {
        writeDescriptor(file, `${known.json(JSON.stringify({ ...event, time: Date.now() }))}\n`);
      } catch {
        open = false;
        readerGone();
      }
    },
  };
  stream.write({ type: 'version', program, version: phoenixVersion(), events: EVENTS_VERSION });
  return stream;
}
