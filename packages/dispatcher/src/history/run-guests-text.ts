import {
  doneWord,
  formatDuration,
  type GuestInRun,
  printable,
  type RunDetail,
  type Subject,
  table,
} from '@phoenix/shared-runtime';
import { commandOf, cut, headLine, isWell } from './run-text.ts';

/** What a run does, or did, guest by guest, and what to type next. */
export function runText(
  run: RunDetail,
  names: ReadonlyMap<Subject, string>,
  now: number,
  /** What is still at work on guests of a run that died, each with its guest in front. */
  surviving: readonly string[] = [],
): string {
  const rows = run.guests.map((guest) => [
    String(guest.id),
    names.get(guest.id) ?? '',
    guest.state,
    doingOf(guest, run, now),
  ]);
  const guests =
    rows.length === 0
      ? 'It has told of no guest.\n'
      : table([['ID', 'NAME', 'STATE', 'WHAT'], ...rows]);
  const notes = surviving.map((note) => `! ${note}\n`).join('');
  return `${headLine(run)}\n${guests}${notes}${nextOf(run)}`;
}

function doingOf(guest: GuestInRun, run: RunDetail, now: number): string {
  const { state, operation, waitsFor, outcome, seconds = 0, error, verb } = guest;
  // A cause may name every setting of a guest; here a line is to stay one.
  const step = operation && cut(printable(withCause(operation)), 80);
  switch (state) {
    case 'waiting':
      if (run.state !== 'running') return 'not begun';
      return `for ${printable(waitsFor ?? 'its turn')}`;
    case 'running': {
      const since = formatDuration((now - (operation?.since ?? guest.since ?? now)) / 1000);
      const waits = waitsFor === undefined ? '' : `, waits for ${printable(waitsFor)}`;
      return `${step ?? printable(verb ?? 'at work')} for ${since}${waits}`;
    }
    case 'cut off':
      return step === undefined ? 'between two operations' : `at ${step}`;
    case 'done':
      if (outcome === 'unchanged') return outcome;
      return `${outcome === 'changed' ? doneWord(verb ?? '') : outcome} in ${formatDuration(seconds)}`;
    default:
      return printable(error?.message.split('\n', 1)[0] ?? 'no reason was given');
  }
}

/** An operation with its cause: `clone (cloned from 920)`. */
export function withCause({ id, cause }: { id: string; cause?: string }): string {
  return cause === undefined || cause === '' ? id : `${id} (${cause})`;
}

function nextOf(run: RunDetail): string {
  const bad = run.guests.filter(({ state }) => state === 'failed' || state === 'cut off');
  const logs = `logs: ${['phoenix logs', run.id, ...bad.map(({ id }) => id)].join(' ')}\n`;
  if (run.state === 'running') return logs;
  const next = isWell(run) || run.command === undefined ? 'phoenix status' : commandOf(run);
  return `${logs}next: ${next}\n`;
}
