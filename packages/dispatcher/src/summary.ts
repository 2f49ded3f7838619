import { EXIT, formatDuration, type GuestOutcome, printable } from '@phoenix/shared-runtime';
import { count, type Result } from './results.ts';
import type { Run } from './run-jobs.ts';

/** What the last lines of a run are made of. */
export interface Told {
  readonly run: Pick<Run, 'results' | 'interrupted' | 'seconds'>;
  /** Notes of the plans that nobody has shown yet, each with its guest in front. */
  readonly notes: readonly string[];
  /** What to type when all went well, and to go on when it did not. */
  readonly next: string;
  readonly again: string;
  /** What "changed" is called: "stopped". */
  readonly changed?: string | undefined;
}

/** What became of the guests, what failed and why, and what to type next. */
export function summaryText({ run, notes, next, again, changed = 'changed' }: Told): string {
  const { results, interrupted, seconds } = run;
  const counts = count(results);
  const words = (Object.entries(counts) as [GuestOutcome, number][])
    .filter(([, number]) => number > 0)
    .map(([outcome, number]) => `${number} ${outcome === 'changed' ? changed : outcome}`)
    .join(', ');
  const lines = results.flatMap(trouble);
  lines.push(...notes.map((note) => `! ${note}`));
  const well = counts.failed + counts.skipped === 0;
  const state = interrupted !== undefined ? 'Interrupted' : well ? 'Done' : 'Not all done';
  lines.push(`${state} in ${formatDuration(seconds)}: ${words}`);
  if (!well || interrupted !== undefined) lines.push(`next: ${again}`);
  else if (counts.created + counts.changed > 0) lines.push(`next: ${next}`);
  return `${lines.join('\n')}\n`;
}

/** The same as one object for programs. */
export function summaryJson({ results, seconds }: Pick<Run, 'results' | 'seconds'>): object {
  return { guests: results, summary: { ...count(results), seconds } };
}

/** The exit status of a run; an interrupt goes before a failure, a failure before busy. */
export function exitOf({ results, interrupted }: Pick<Run, 'results' | 'interrupted'>): number {
  if (interrupted !== undefined) {
    return interrupted === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return EXIT.done;
  return failed.every(({ busy }) => busy === true) ? EXIT.busy : EXIT.failed;
}

function trouble({ id, name, outcome, error, because }: Result): string[] {
  if (outcome === 'skipped') {
    return [`– ${id} ${name}: skipped because of ${because ?? 'the interrupt'}`];
  }
  if (outcome !== 'failed') return [];
  const [first = '', ...rest] = linesOf(error?.message ?? 'failed');
  const more = [
    ...rest,
    ...linesOf(error?.output?.trimEnd() ?? '')
      .slice(-10)
      .map((line) => `| ${line}`),
    ...(error?.hint === undefined ? [] : [`hint: ${printable(error.hint)}`]),
    ...(error?.log === undefined ? [] : [`log: ${error.log}`]),
  ];
  return [`✖ ${id} ${name}: ${first}`, ...more.map((line) => `    ${line}`)];
}

/** What a program said, line by line, unable to play with the terminal. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').map(printable);
}
