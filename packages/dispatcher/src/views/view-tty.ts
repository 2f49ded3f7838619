import { formatDuration } from '@phoenix/shared-runtime';
import { lineOf, stepOf } from './lines.ts';
import type { Surface, View } from './view.ts';

const ERASE_LINE = '\r\u001b[2K';

/** How the symbols in front of finished lines are coloured. */
export type Paint = (symbol: string) => string;

/** Finished lines stay; below them one live line tells what runs, and for how long. */
export function ttyView(surface: Surface, paint: Paint): View {
  let running: { guest: number; step: string; since: number; place: string } | undefined;
  let place = '';
  let drawn = false;
  const erase = () => {
    if (drawn) surface.write(ERASE_LINE);
    drawn = false;
  };
  const draw = (time: number) => {
    erase();
    if (running === undefined) return;
    const elapsed = formatDuration(Math.max(0, time - running.since) / 1000);
    const text = `  ${running.place}${surface.label(running.guest)}: ${running.step}`;
    // A line that wraps cannot be erased again.
    const room = surface.columns - elapsed.length - 4;
    surface.write(`${text.length > room ? `${text.slice(0, room - 1)}…` : text}  ${elapsed}`);
    drawn = true;
  };
  return {
    show(event, time) {
      if (event.type === 'begin') place = event.of > 1 ? `[${event.number}/${event.of}] ` : '';
      const step = stepOf(event);
      if (step !== undefined) {
        const since = event.type === 'wait' ? time - event.elapsed * 1000 : time;
        running = { ...step, since, place };
      }
      if (event.type === 'guest-result') running = undefined;
      const line = lineOf(event, surface);
      if (line !== undefined) {
        erase();
        surface.write(`${paint(line.symbol)} ${line.text}\n`);
      }
      draw(time);
    },
    tick: draw,
    close: erase,
  };
}
