import { formatDuration } from '@phoenix/shared-runtime';
import { followRun } from './at-work.ts';
import { cut, rowsOf } from './cut.ts';
import { isKept, lineOf, progressText } from './lines.ts';
import type { Surface, View } from './view.ts';

/** Milliseconds within which steps that come and go are drawn only once. */
const CALM = 80;

/** How the symbols in front of finished lines are coloured. */
export type Paint = (symbol: string) => string;

/**
 * Finished lines stay; below them each guest at work has a line with its step and how long it has
 * been at that, as many as the terminal has room for, and a last line counts.
 */
export function ttyView(surface: Surface, paint: Paint): View {
  const run = followRun();
  let begun: number | undefined;
  let drawn: readonly string[] = [];
  let drawnAt = 0;

  /** What takes the live lines away; a terminal that became narrower has wrapped them. */
  const erased = () => {
    const rows = drawn.reduce((sum, line) => sum + rowsOf(line, surface.columns), 0);
    drawn = [];
    // Row by row: some terminals keep what is erased from the first row to the last at once.
    return rows === 0 ? '' : `\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(rows - 1)}`;
  };
  const live = (time: number): string[] => {
    const { steps, counts } = run;
    const until = run.pausedUntil(time);
    const lines = [...steps].map(([guest, { text, since }]) =>
      withTime(`  ${surface.label(guest)}: ${text}`, time - since, surface.columns),
    );
    if (until !== undefined) lines.push(`  waiting for boot_delay, ${left(until, time)} more`);
    const room = Math.max(1, surface.rows - 3);
    const hidden = lines.length - room;
    const shown = hidden > 0 ? [...lines.slice(0, room - 1), `  … and ${hidden + 1} more`] : lines;
    if (counts.of < 2 || shown.length === 0) return shown;
    const elapsed = time - (begun ?? time);
    return [...shown, withTime(`  ${progressText(counts, steps.size)}`, elapsed, surface.columns)];
  };
  const draw = (time: number, above = '') => {
    const head = erased() + above;
    drawn = live(time);
    drawnAt = time;
    if (head !== '' || drawn.length > 0) surface.write(head + drawn.join('\n'));
  };

  return {
    show(event, time) {
      if (event.type === 'begin') begun ??= time;
      run.take(event, time);
      const line = isKept(event, run.counts.of) ? lineOf(event, surface) : undefined;
      if (line !== undefined) draw(time, `${paint(line.symbol)} ${line.text}\n`);
      else if (time - drawnAt >= CALM) draw(time);
    },
    tick: (time) => draw(time),
    close() {
      const end = erased();
      if (end !== '') surface.write(end);
    },
  };
}

/** A line with the time at its end, in one row and a column less: the last one would wrap. */
function withTime(text: string, milliseconds: number, columns: number): string {
  const elapsed = formatDuration(Math.max(0, milliseconds) / 1000);
  return `${cut(text, columns - elapsed.length - 3)}  ${elapsed}`;
}

function left(until: number, time: number): string {
  return formatDuration(Math.ceil((until - time) / 1000));
}
