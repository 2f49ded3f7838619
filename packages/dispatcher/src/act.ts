import {
  EXIT,
  openJournal,
  PhoenixError,
  quoteWord,
  type ShownPlan,
} from '@phoenix/shared-runtime';
import { errorObject, printError } from '@phoenix/shared-runtime/frame';
import { askCalls } from './call.ts';
import { chooseView } from './choose-view.ts';
import { agreed, refuseUnasked } from './confirm.ts';
import type { Intent } from './intent.ts';
import type { Job, Work } from './job.ts';
import { askPlans, type Plans, plansOf } from './plans.ts';
import { printPlans } from './print-plans.ts';
import { refuseWhileNeeded } from './refuse.ts';
import { type Run, runJobs } from './run-jobs.ts';
import type { Session } from './session.ts';
import { exitOf, summaryJson, summaryText } from './summary.ts';
import type { ActVerb } from './verb.ts';
import type { View } from './views/view.ts';

/**
 * The one flow of every verb that acts: what can be refused is refused before the first change
 * (configuration, ids, what others need, problems in the plans), then the guests that have
 * something to be done have their turns.
 */
export async function act(verb: ActVerb, intent: Intent, session: Session): Promise<number> {
  const { flags } = session;
  const targets = session.select(intent.words, verb.sparesTemplates);
  session.noteWarnings();
  if (verb.asks && !flags.dryRun) refuseUnasked(intent, session);
  const work = verb.work(session.declared(), targets);
  const asked = await askPlans(askCalls(work, flags), session);
  const plans = plansOf(work.jobs, asked, session);
  const problems = plans.some((plan) => plan.problems.length > 0);
  const pending = plans.filter(({ action }) => action !== 'none');
  if (verb.refuseWhile !== undefined && !flags.force && (problems || pending.length > 0)) {
    await refuseWhileNeeded(verb.refuseWhile, targets, session);
  }
  if (flags.dryRun) return printPlans(plans, asked.exit, session);
  if (problems) return refuseProblems(plans, asked, session);
  if (verb.asks && pending.length > 0) {
    const ids = pending.map(({ id }) => id);
    if (!(await agreed(intent.verb, ids, session))) {
      throw new PhoenixError('not agreed; nothing was done');
    }
  }
  const run = await runWork(work, plans, asked, chooseView(session, verb.changed), session);
  tell(verb, intent, plans, run, session);
  return exitOf(run);
}

function refuseProblems(plans: readonly ShownPlan[], { exit }: Plans, { out }: Session): number {
  for (const { id, name, problems } of plans) {
    for (const { message, hint } of problems) {
      const named = message.includes(String(id)) ? message : `${id} ${name}: ${message}`;
      const told = { message: named, ...(hint !== undefined && { hint }) };
      printError(told, out);
    }
  }
  out.talk('nothing was done\n');
  return exit === EXIT.done ? EXIT.failed : exit;
}

function runWork(
  work: Work,
  plans: readonly ShownPlan[],
  { unavailable }: Plans,
  view: View,
  session: Session,
): Promise<Run> {
  const { world } = session;
  const journal = openJournal(world.host, {
    warn: (text) => session.out.talk(`${session.out.paintTalk('warn', 'warning:')} ${text}\n`),
  });
  const given = {
    plans: new Map(plans.map((plan) => [plan.id, plan])),
    unavailable({ kind }: Job) {
      const why = unavailable.get(kind);
      return why && errorObject(why);
    },
    runDirectory: journal.directory,
  };
  return runJobs(work.jobs, given, session, view);
}

function tell(
  verb: ActVerb,
  intent: Intent,
  plans: readonly ShownPlan[],
  run: Run,
  { flags, out }: Session,
): void {
  if (flags.json) {
    out.result(`${JSON.stringify(summaryJson(run))}\n`);
    return;
  }
  const words = intent.words.join(' ');
  const failed = new Set(run.results.filter((one) => one.outcome === 'failed').map(({ id }) => id));
  const notes = plans
    .filter(({ id }) => !failed.has(id))
    .flatMap(({ id, name, notes: own }) =>
      own.filter((note) => !run.noted.has(`${id} ${note}`)).map((note) => `${id} ${name}: ${note}`),
    );
  const { baseDir } = intent.flags;
  const base = baseDir === undefined ? '' : ` --base-dir ${quoteWord(baseDir)}`;
  const again = `phoenix ${intent.verb} ${words}${base}`;
  out.result(
    summaryText({ run, notes, next: `${verb.next(words)}${base}`, again, changed: verb.changed }),
  );
}
