import {
  EXIT,
  localTime,
  printable,
  quoteWord,
  renderPlans,
  renderSteps,
  summarizeShown,
} from '@phoenix/shared-runtime';
import { type ErrorObject, planStyle, printError } from '@phoenix/shared-runtime/frame';
import { baseWords } from '../next.ts';
import type { Session } from '../session.ts';
import { type Change, isProgress } from './changes.ts';
import { type SavedPlan, wordsOf } from './saved-plan.ts';

/** Tells, one a line, why a plan is not carried out, and what to type; answers 3. */
export function refuseStale(
  saved: SavedPlan,
  file: string,
  changes: readonly Change[],
  session: Session,
): number {
  const { flags, out } = session;
  const error = refusal(saved, file, changes, session);
  if (!flags.json) {
    if (flags.dryRun) out.result(savedPlanText(saved, session));
    for (const { subject, name, text } of changes) {
      const label = typeof subject === 'number' ? `${subject} ${name}` : subject;
      out.talk(`${out.paintTalk('warn', printable(label))}: ${printable(text)}\n`);
    }
  }
  return tellRefusal(saved, error, changes, session);
}

/** Tells an error about a saved plan; with --json what has changed as well. Answers 3. */
export function tellRefusal(
  saved: SavedPlan,
  error: ErrorObject,
  changes: readonly Change[],
  { flags, out }: Session,
): number {
  printError(error, out);
  const plan = flags.dryRun ? shownOf(saved) : {};
  if (flags.json) out.result(`${JSON.stringify({ error, changes, ...plan })}\n`);
  return EXIT.stale;
}

/** A saved plan as it was shown when it was saved. */
export function savedPlanText(saved: SavedPlan, { out }: Session): string {
  const style = planStyle(out.paint);
  return saved.of === 'guests' ? renderPlans(saved.guests, style) : renderSteps(saved.steps, style);
}

function shownOf(saved: SavedPlan): object {
  if (saved.of === 'host') return { steps: saved.steps };
  return { guests: saved.guests, summary: summarizeShown(saved.guests) };
}

function refusal(
  saved: SavedPlan,
  file: string,
  changes: readonly Change[],
  { flags }: Session,
): ErrorObject {
  const base = baseWords(flags);
  const when = localTime(new Date(saved.saved));
  const refused = (why: string, hint: string): ErrorObject => ({
    message: `cannot apply ${file}: ${why}`,
    hint,
  });
  if (isProgress(changes)) {
    const isAll = changes.every(({ what }) => what === 'done');
    const goOn = `phoenix ${wordsOf(saved, 'go on')}${base}`;
    return isAll && changes.length === pending(saved)
      ? refused(
          'all of it is done already',
          `to see how things are: phoenix ${wordsOf(saved, 'plan')}${base}`,
        )
      : refused('a part of it is done already; nothing was done', `${goOn} does what is left`);
  }
  const names = saved.of === 'host' ? 'the host or its declaration has' : namesOf(changes);
  return refused(
    `${names} changed since it was saved (${when}); nothing was done`,
    `make it anew: phoenix ${wordsOf(saved, 'plan')} --out ${quoteWord(file)}${base}`,
  );
}

/** How many guests or steps had something to be done. */
function pending(saved: SavedPlan): number {
  const parts = saved.of === 'guests' ? saved.guests : saved.steps;
  return parts.filter(({ operations }) => operations.length > 0).length;
}

function namesOf(changes: readonly Change[]): string {
  const subjects = [...new Set(changes.map(({ subject }) => `${subject}`))];
  const names = subjects.length > 3 ? `${subjects.length} guests` : subjects.join(', ');
  return `${names} ${subjects.length === 1 ? 'has' : 'have'}`;
}
