import { criticalPath } from './critical-path.ts';
import type { Intent } from './intent.ts';
import { type Asked, baseWords, commandWords, doable, wordsFor } from './next.ts';
import type { Result } from './results.ts';
import type { Run } from './run-jobs.ts';
import type { Session } from './session.ts';
import { summaryJson, summaryText } from './summary.ts';
import type { ActVerb } from './verb.ts';

/** Tells how a run came out, and what to type next: nothing that can never succeed. */
export function tell(
  verb: ActVerb,
  intent: Intent,
  asked: Asked,
  run: Run,
  { out }: Session,
): void {
  const chain = criticalPath(asked.work(asked.targets).jobs, run.times);
  if (intent.flags.json) {
    out.result(`${JSON.stringify(summaryJson(run, chain))}\n`);
    return;
  }
  const left = doable(asked);
  const words = left.length === 0 ? undefined : wordsFor(asked, left);
  const there = left.filter((id) => !asked.absent.has(id));
  const force = intent.flags.force && run.unstarted === undefined;
  const base = baseWords(intent.flags);
  // Who was in the way may be so for a while.
  const wait = run.results.some(({ busy }) => busy) ? ' --wait 10m' : '';
  const next =
    words === undefined
      ? undefined
      : {
          well: `${verb.next(there.length === 0 ? words : wordsFor(asked, there), intent.name ?? '')}${base}`,
          again: `${againOf(verb, intent, words, run)}${force ? ' --force' : ''}${wait}${base}`,
        };
  const notes = notesOf(run, intent.flags.progress === 'quiet');
  out.result(
    summaryText({ run, chain, notes, next, hopeless: hopeless(asked, left, run.results) }),
  );
}

/** What goes on with a run: the same again, or the start that it was to end with. */
function againOf(
  { again }: ActVerb,
  intent: Intent,
  words: string,
  { unstarted = [] }: Run,
): string {
  if (unstarted.length > 0) return `phoenix start ${unstarted.join(' ')}`;
  return again?.(words) ?? `${commandWords(intent)} ${words}`.trimEnd();
}

/** Guests that stay undone however often the command is repeated. */
function hopeless(
  { unavailable }: Asked,
  left: readonly number[],
  results: readonly Result[],
): ReadonlySet<number> {
  const behind = ({ id, because }: Result) =>
    because !== undefined && unavailable.has(because) && !left.includes(id);
  return new Set([...unavailable, ...results.filter(behind).map(({ id }) => id)]);
}

/** What is to be known of the guests and nobody has been shown yet; a quiet run showed nothing. */
function notesOf({ results, noted }: Run, quiet: boolean): string[] {
  return results.flatMap(({ id, name, notes = [] }) => {
    const shown = quiet ? [] : (noted.get(id) ?? []);
    return notes.filter((note) => !shown.includes(note)).map((note) => `${id} ${name}: ${note}`);
  });
}
