import { EVENTS_VERSION } from '@phoenix/shared-runtime';
import type { Surface, View } from './view.ts';

/** One JSON object a line; the first one tells the version of the stream. */
export function jsonView(surface: Surface, version: string): View {
  const write = (value: object) => surface.write(`${JSON.stringify(value)}\n`);
  let begun = false;
  return {
    show(event, time) {
      if (!begun) {
        write({ type: 'version', program: 'phoenix', version, events: EVENTS_VERSION, time });
      }
      begun = true;
      // Each manager tells its own version; a reader of one stream wants one.
      if (event.type !== 'version') write({ ...event, time: timeOf(event) ?? time });
    },
    tick() {},
    close() {},
  };
}

function timeOf(event: object): number | undefined {
  return 'time' in event && typeof event.time === 'number' ? event.time : undefined;
}
