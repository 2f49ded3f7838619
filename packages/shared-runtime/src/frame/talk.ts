import { formatDuration } from '../duration.ts';
import type { PhoenixEvent } from '../events.ts';
import { printable } from '../quote.ts';
import type { Output } from './output.ts';

/** Tells a person at the prompt what goes on, a line per event; the dispatcher has views instead. */
export function talkAbout(event: PhoenixEvent, out: Output): void {
  const line = lineOf(event);
  if (line !== undefined) out.talk(`${printable(line)}\n`);
}

function lineOf(event: PhoenixEvent): string | undefined {
  switch (event.type) {
    case 'operation-start':
      return `${event.guest} ${event.operation}: ${event.cause}`;
    case 'wait': {
      // Each operation announces itself as a wait of no time at all.
      if (event.elapsed < 1) return undefined;
      const end = event.deadline === undefined ? '' : `, at most ${formatDuration(event.deadline)}`;
      return `${event.guest} waits for ${event.waitsFor} (${formatDuration(event.elapsed)}${end})`;
    }
    case 'note':
      return `${event.guest} ${event.text}`;
    default:
      return undefined;
  }
}
