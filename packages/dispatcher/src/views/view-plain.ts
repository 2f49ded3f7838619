import type { Subject } from '@phoenix/shared-runtime';
import { formatDuration, printable } from '@phoenix/shared-runtime';
import { followRun } from './at-work.ts';
import { isKept, lineOf, progressText, stepOf } from './lines.ts';
import type { Surface, View } from './view.ts';

/** Milliseconds of silence after which what runs is named; managers speak every 10 s. */
const HEARTBEAT = 15_000;

/** Milliseconds after which a guest that still waits for the same is told of again. */
const AGAIN = 30_000;

/** Guests at work that a heartbeat names. */
const NAMED = 4;

/** One timestamped line per event and no cursor movement: logs, CI, pipes. */
export function plainView(surface: Surface): View {
  const run = followRun();
  const told = new Map<Subject, { step: string; at: number }>();
  let last: number | undefined;
  const write = (time: number, text: string) => {
    last = time;
    surface.write(`${new Date(time).toISOString().slice(0, 19)}Z ${text}\n`);
  };
  /** Whether it is the first word of this step, or a long time since. */
  const isNews = (guest: Subject, step: string, time: number) => {
    const known = told.get(guest);
    if (known?.step === step && time - known.at < AGAIN) return false;
    told.set(guest, { step, at: time });
    return true;
  };
  return {
    show(event, time) {
      run.take(event, time);
      // Silence is counted from the first thing that there was to say.
      last ??= time;
      const step = stepOf(event);
      const alone = run.counts.of < 2;
      if (event.type === 'operation-output') {
        // Of many at once, what they say is in their logs.
        if (alone) write(time, `${surface.label(event.guest)}: | ${printable(event.line)}`);
        return;
      }
      if (event.type === 'wait' && step !== undefined) {
        if (!isNews(event.guest, step.step, time)) return;
        const elapsed = formatDuration(event.elapsed);
        return write(time, `${surface.label(event.guest)}: ${step.step} [${elapsed}]`);
      }
      if (event.type === 'operation-start')
        return write(time, `${surface.label(event.guest)}: ${step?.step}`);
      const line = isKept(event, 1) ? lineOf(event, surface) : undefined;
      if (line !== undefined)
        write(time, line.symbol === '·' ? line.text : `${line.symbol} ${line.text}`);
    },
    tick(time) {
      if (last === undefined || time - last < HEARTBEAT) return;
      const until = run.pausedUntil(time);
      if (until !== undefined)
        return write(
          time,
          `waiting for boot_delay, ${formatDuration(Math.ceil((until - time) / 1000))} more`,
        );
      if (run.steps.size === 0) return;
      const steps = [...run.steps].map(([guest, { text, since }]) => {
        const elapsed = formatDuration((time - since) / 1000);
        return `${surface.label(guest)}: still at ${text} [${elapsed}]`;
      });
      const more = steps.length - NAMED;
      const named = steps.slice(0, NAMED).join('; ');
      const rest = more > 0 ? `; and ${more} more` : '';
      const { counts } = run;
      write(
        time,
        `${named}${rest}${counts.of < 2 ? '' : ` (${progressText(counts, steps.length)})`}`,
      );
    },
    close() {},
  };
}
