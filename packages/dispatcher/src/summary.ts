import { EXIT, formatDuration, printable } from '@phoenix/shared-runtime';
import { chainText, type Link } from './critical-path.ts';
import { count, type Result, whySkipped, wordOf } from './results.ts';
import type { Run } from './run-jobs.ts';

/** What the last lines of a run are made of. */
export interface Told {
  readonly run: Pick<Run, 'results' | 'interrupted' | 'seconds'>;
  /** The guests that set how long it took, foundations first. */
  readonly chain: readonly Link[];
  /** Notes of the plans that nobody has shown yet, each with its guest in front. */
  readonly notes: readonly string[];
  /** What to type when all went well, and to go on when it did not; absent: nothing helps. */
  readonly next: { readonly well: string; readonly again: string } | undefined;
  /** Guests that stay undone however often the command is repeated. */
  readonly hopeless: ReadonlySet<number>;
}

/** What became of the guests, what failed and why, and what to type next. */
export function summaryText({ run, chain, notes, next, hopeless }: Told): string {
  const { results, interrupted, seconds } = run;
  const lines = results.flatMap(trouble);
  lines.push(...notes.map((note) => `! ${printable(note)}`));
  const undone = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
  const well = undone.length === 0;
  const state = interrupted !== undefined ? 'Interrupted' : well ? 'Done' : 'Not all done';
  const longest = chainText(chain, seconds);
  if (longest !== undefined) lines.push(longest);
  lines.push(`${state} in ${formatDuration(seconds)}: ${countsText(results)}`);
  const again = interrupted !== undefined || undone.some(({ id }) => !hopeless.has(id));
  const idle = results.every(({ outcome }) => outcome === 'unchanged');
  if (next !== undefined && again) lines.push(`next: ${next.again}`);
  else if (next !== undefined && !idle) lines.push(`next: ${next.well}`);
  return `${lines.join('\n')}\n`;
}

/** `2 created, 1 stopped, 1 failed`: each word once, in the order of the outcomes. */
function countsText(results: readonly Result[]): string {
  const counts = new Map<string, number>();
  for (const one of results.toSorted((a, b) => rank(a) - rank(b))) {
    const word = wordOf(one);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, number]) => `${number} ${word}`).join(', ');
}

const OUTCOMES = ['created', 'changed', 'unchanged', 'failed', 'skipped'];

function rank({ outcome }: Result): number {
  return OUTCOMES.indexOf(outcome);
}

/** The same as one object for programs. */
export function summaryJson(
  { results, seconds }: Pick<Run, 'results' | 'seconds'>,
  chain: readonly Link[],
): object {
  const guests = results.map(({ did: _, ...result }) => result);
  return { guests, summary: { ...count(results), seconds }, chain };
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

function trouble({ id, name, outcome, error, because, stopped }: Result): string[] {
  if (outcome === 'skipped')
    return [`– ${id} ${name}: skipped ${printable(whySkipped({ because, error }))}`];
  if (outcome !== 'failed') return [];
  if (stopped) return [`– ${id} ${name}: ${printable(error?.message ?? 'interrupted')}`];
  const [first = '', ...rest] = linesOf(error?.message ?? 'failed');
  const more = [
    ...rest,
    ...linesOf(error?.output?.trimEnd() ?? '')
      .slice(-10)
      .map((line) => `| ${line}`),
    ...(error?.hint === undefined ? [] : [`hint: ${printable(error.hint)}`]),
    ...(error?.log === undefined ? [] : [`log: ${printable(error.log)}`]),
  ];
  return [`✖ ${id} ${name}: ${first}`, ...more.map((line) => `    ${line}`)];
}

/** What a program said, line by line, unable to play with the terminal. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').map(printable);
}
