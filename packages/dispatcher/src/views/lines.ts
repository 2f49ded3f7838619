import type { Subject } from '@phoenix/shared-runtime';
import { formatDuration, printable } from '@phoenix/shared-runtime';
import type { Surface, ViewEvent } from './view.ts';

/** A finished thing as views that show text tell it. */
export interface Line {
  readonly symbol: '✔' | '✖' | '–' | '·' | '!';
  readonly text: string;
}

type Naming = Pick<Surface, 'label'>;

/**
 * The line that stays on the screen for an event, or undefined for what only moves the live line
 * on.
 */
export function lineOf(event: ViewEvent, surface: Naming): Line | undefined {
  const { label } = surface;
  switch (event.type) {
    case 'say':
      return { symbol: '!', text: event.text };
    case 'note':
      return { symbol: '!', text: `${label(event.guest)}: ${printable(event.text)}` };
    case 'operation-end': {
      const took = event.result === 'skipped' ? 'already done' : formatDuration(event.seconds);
      const symbol = event.result === 'failed' ? '✖' : '·';
      const failed = event.result === 'failed' ? 'failed after ' : '';
      return {
        symbol,
        text: `${label(event.guest)}: ${printable(event.operation)}  ${failed}${took}`,
      };
    }
    case 'guest-result':
      return resultLine(event, surface);
    default:
      return undefined;
  }
}

/**
 * Whether the line of an event stays. Of several guests at once only what becomes of them does, and
 * what failed; the steps of one alone do as well.
 */
export function isKept(event: ViewEvent, guests: number): boolean {
  return event.type !== 'operation-end' || guests < 2 || event.result === 'failed';
}

/** `12 of 50 done, 1 failed or skipped, 4 at work` */
export function progressText(
  { of, done, failed }: { of: number; done: number; failed: number },
  atWork: number,
): string {
  const bad = failed === 0 ? '' : `, ${failed} failed or skipped`;
  return `${done} of ${of} done${bad}, ${atWork} at work`;
}

function resultLine(event: Extract<ViewEvent, { type: 'guest-result' }>, { label }: Naming): Line {
  const name = label(event.guest);
  if (event.outcome === 'failed' && event.did !== undefined) {
    return { symbol: '–', text: `${name}: ${event.did}: ${printable(reasonOf(event))}` };
  }
  if (event.outcome === 'failed') {
    return {
      symbol: '✖',
      text: `${name}: failed: ${printable(reasonOf(event))}`,
    };
  }
  if (event.outcome === 'skipped') {
    return {
      symbol: '–',
      text: `${name}: skipped ${printable(event.error?.message ?? '')}`.trimEnd(),
    };
  }
  if (event.outcome === 'unchanged') return { symbol: '✔', text: `${name}: unchanged` };
  const { did = event.outcome } = event;
  return { symbol: '✔', text: `${name}: ${did} in ${formatDuration(event.seconds)}` };
}

/** The first line of why it failed; all of it is in the summary. */
function reasonOf({ error }: Extract<ViewEvent, { type: 'guest-result' }>): string {
  return error?.message.split('\n', 1)[0] ?? 'no reason was given';
}

/** What runs now, for the live line and for heartbeats; undefined for what does not change it. */
export function stepOf(event: ViewEvent): { guest: Subject; step: string } | undefined {
  switch (event.type) {
    case 'begin':
      return { guest: event.guest, step: event.verb };
    case 'operation-start':
      return { guest: event.guest, step: printable(`${event.operation} (${event.cause})`) };
    case 'wait':
      // Each operation announces itself as a wait of no time at all.
      if (event.elapsed < 1) return undefined;
      return { guest: event.guest, step: printable(`waiting for ${event.waitsFor}`) };
    default:
      return undefined;
  }
}
