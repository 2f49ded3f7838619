import { formatDuration, printable } from '@phoenix/shared-runtime';
import { lineOf, stepOf } from './lines.ts';
import type { Surface, View } from './view.ts';

/** Milliseconds of silence after which a running step is named; managers speak every 10 s. */
const HEARTBEAT = 15_000;

/** One timestamped line per event and no cursor movement: logs, CI, pipes. */
export function plainView(surface: Surface): View {
  let last = 0;
  let running: { guest: number; step: string; since: number } | undefined;
  const write = (time: number, text: string) => {
    last = time;
    surface.write(`${new Date(time).toISOString().slice(0, 19)}Z ${text}\n`);
  };
  return {
    show(event, time) {
      const step = stepOf(event);
      if (step !== undefined) running = { ...step, since: time };
      if (event.type === 'guest-result') running = undefined;
      if (event.type === 'operation-output') {
        return write(time, `${surface.label(event.guest)}: | ${printable(event.line)}`);
      }
      if (event.type === 'wait' && step !== undefined) {
        const elapsed = formatDuration(event.elapsed);
        return write(time, `${surface.label(event.guest)}: ${step.step} [${elapsed}]`);
      }
      if (event.type === 'operation-start') {
        return write(time, `${surface.label(event.guest)}: ${step?.step}`);
      }
      const line = lineOf(event, surface);
      if (line !== undefined)
        write(time, line.symbol === '·' ? line.text : `${line.symbol} ${line.text}`);
    },
    tick(time) {
      if (running === undefined || time - last < HEARTBEAT) return;
      const elapsed = formatDuration((time - running.since) / 1000);
      write(time, `${surface.label(running.guest)}: still at ${running.step} [${elapsed}]`);
    },
    close() {},
  };
}
