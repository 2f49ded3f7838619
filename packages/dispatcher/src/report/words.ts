import { doneWord, formatDuration } from '@phoenix/shared-runtime';
import { cut } from '../views/cut.ts';
import { type Html, html } from './html.ts';
import type { Report, ReportGuest, ReportOperation, Verdict } from './model.ts';

/** A sign beside each word, since not everybody sees colours. */
interface Sign {
  readonly sign: string;
  readonly word: string;
  /** Class of the colour. */
  readonly tone: 'good' | 'bad' | 'warn' | 'calm';
}

const VERDICTS: Readonly<Record<Verdict, Sign>> = {
  done: { sign: '✔', word: 'Done', tone: 'good' },
  failed: { sign: '✖', word: 'Not all done', tone: 'bad' },
  interrupted: { sign: '◼', word: 'Interrupted', tone: 'warn' },
  running: { sign: '▶', word: 'At work', tone: 'calm' },
  died: { sign: '✖', word: 'Died', tone: 'bad' },
  unknown: { sign: '?', word: 'End unknown', tone: 'warn' },
};

/** How the run stands. */
export function verdictOf({ verdict }: Report): Sign {
  return VERDICTS[verdict];
}

/** How a guest stands. */
export function standingOf({ state, outcome, verb = '' }: ReportGuest): Sign {
  switch (state) {
    case 'failed':
      return { sign: '✖', word: 'failed', tone: 'bad' };
    case 'cut off':
      return { sign: '✂', word: 'cut off', tone: 'bad' };
    case 'skipped':
      return { sign: '–', word: 'skipped', tone: 'warn' };
    case 'running':
      return { sign: '▶', word: 'at work', tone: 'calm' };
    case 'waiting':
      return { sign: '·', word: 'not begun', tone: 'calm' };
    case 'done':
      if (outcome === 'unchanged') return { sign: '=', word: outcome, tone: 'calm' };
      return { sign: '✔', word: outcome === 'changed' ? doneWord(verb) : 'created', tone: 'good' };
  }
}

/** How an operation came out. */
export function resultOf({ result }: ReportOperation): Sign {
  switch (result) {
    case 'done':
      return { sign: '✔', word: 'done', tone: 'good' };
    case 'failed':
      return { sign: '✖', word: 'failed', tone: 'bad' };
    case 'cut off':
      return { sign: '✂', word: 'cut off', tone: 'bad' };
    case 'skipped':
      return { sign: '–', word: 'left out', tone: 'calm' };
    case 'running':
      return { sign: '▶', word: 'at work', tone: 'calm' };
  }
}

/** The sign and its word. */
export function signed({ sign, word, tone }: Sign): Html {
  return html`<span class="sign ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** What took about as long as it should. */
export const AS_EXPECTED = 'as expected';

/** `3s longer`, `as expected`; undefined where nothing was expected. */
export function against(seconds: number, expected: number | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const more = seconds - expected;
  if (Math.abs(more) < Math.max(1, expected / 10)) return AS_EXPECTED;
  return `${formatDuration(Math.abs(more))} ${more > 0 ? 'longer' : 'shorter'}`;
}

/** A duration, or a dash where there is none. */
export function duration(seconds: number | undefined): string {
  return seconds === undefined ? '–' : formatDuration(seconds);
}

/** A name of a guest may be so long; what is longer is none. */
const LETTERS = 64;

/** `910 ledger`; of a setup step its name. */
export function nameOf({ id, name }: Pick<ReportGuest, 'id' | 'name'>): string {
  return name === undefined || name === String(id) ? String(id) : `${id} ${cut(name, LETTERS)}`;
}

/** The same with the id set apart. */
export function who({ id, name }: Pick<ReportGuest, 'id' | 'name'>): Html {
  const more = name === undefined || name === String(id) ? undefined : html` ${cut(name, LETTERS)}`;
  return html`<b class="id">${id}</b>${more}`;
}

/** What the subjects of a run are called: guests, or the steps of the host's setup. */
export function subjectWord({ guests }: Report): 'guest' | 'step' {
  return guests.length > 0 && guests.every(({ id }) => typeof id === 'string') ? 'step' : 'guest';
}
