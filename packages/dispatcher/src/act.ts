import { markedGuests, type ShownPlan } from '@phoenix/shared-runtime';
import { isAtWork } from '@phoenix/shared-runtime/frame';
import { askCalls } from './call.ts';
import { agree } from './confirm.ts';
import { unfinished } from './history/unfinished.ts';
import type { Intent } from './intent.ts';
import type { Job, Work } from './job.ts';
import { estimateOf } from './learn/estimate.ts';
import { baseWords, commandWords, ofKinds, wordsFor } from './next.ts';
import { askPlans, plansOf } from './plans.ts';
import { printPlans } from './print-plans.ts';
import { refuseWhileNeeded } from './refuse.ts';
import { refuseProblems } from './refuse-problems.ts';
import { runWork } from './run-work.ts';
import type { Session } from './session.ts';
import { againStage } from './start-again.ts';
import { exitOf } from './summary.ts';
import { tell } from './tell.ts';
import type { ActVerb } from './verb.ts';

/**
 * The one flow of every verb that acts: what can be refused is refused before the first change
 * (configuration, ids, what others need, problems in the plans), then the guests that have
 * something to be done have their turns.
 */
export async function act(verb: ActVerb, intent: Intent, session: Session): Promise<number> {
  const { flags } = session;
  const declared = flags.dryRun ? session.declared() : session.declaredToAct();
  const targets =
    verb.takes === 'none'
      ? session.selectOrAll([])
      : session.select(intent.words, verb.sparesTemplates);
  session.noteWarnings();
  const left =
    verb.goesOn && intent.name !== undefined
      ? unfinished(verb.name, intent.name, session.world.host)
      : undefined;
  const about = { name: intent.name ?? '', ...(left !== undefined && { since: left.since }) };
  const workOf = (ids: readonly number[]) => verb.work(declared, ids, about);
  const work = workOf(targets);
  const before = atWork(work, session);
  const asked = await askPlans(askCalls(work, flags), session);
  // What is planned while somebody is at work on the guest holds for a moment only: that nothing is
  // to be done as little as that nothing can be. Its manager waits for the lock, and plans anew.
  const unsettled = new Set([...before, ...atWork(work, session)]);
  const plans = plansOf(work.jobs, asked, session);
  const refused = verb.refuse?.(plans, work);
  if (refused !== undefined) return refused;
  const problems = plans.some((plan) => plan.problems.length > 0 && !unsettled.has(plan.id));
  const marked = unended(work, session);
  const isPending = ({ id, action }: ShownPlan) =>
    action !== 'none' || unsettled.has(id) || marked.has(id);
  const pending = plans.filter(isPending);
  if (verb.refuseWhile !== undefined && !flags.force && (problems || pending.length > 0)) {
    const inOrder = (ids: readonly number[]) => idsOf(workOf(ids));
    const against = {
      command: commandWords(intent),
      verb: wordOf(verb),
      namesSnapshot: verb.takes === 'name and guests',
    };
    await refuseWhileNeeded(verb.refuseWhile, against, targets, inOrder, session);
  }
  const again = verb.startsAgain && !problems ? await againStage(plans, left, session) : undefined;
  const shown = new Map(plans.map((plan) => [plan.id, plan]));
  if (flags.dryRun) {
    const estimate = estimateOf(work.jobs, shown, session);
    const all = again === undefined ? plans : [...plans, ...again.plans.values()];
    return printPlans(all, asked.exit, session, estimate);
  }
  if (problems) {
    const impossible = plans.filter((plan) => plan.problems.length > 0 && !unsettled.has(plan.id));
    const others = othersOf(verb, intent, { workOf, targets }, impossible);
    return refuseProblems(impossible, { plans, exit: asked.exit, others }, session);
  }
  // About a mark alone nobody has to be asked.
  const asking = pending.filter(({ id, action }) => action !== 'none' || unsettled.has(id));
  if (verb.asks && asking.length > 0) {
    const ids = asking.map(({ id }) => id);
    await agree(intent, verb.asks(about.name), ids, session);
  }
  const acting = new Set(pending.map(({ id }) => id));
  const first = { work, plans: shown, acting, asked };
  const run = await runWork(again === undefined ? [first] : [first, again], session);
  const done = {
    words: intent.words,
    targets,
    work: workOf,
    unavailable: ofKinds(declared, idsOf(work), asked.unavailable),
    absent: new Set(plans.filter(({ absent }) => absent).map(({ id }) => id)),
  };
  tell(verb, intent, done, run, session);
  return exitOf(run);
}

/** What to type for the guests that the refused ones do not keep back; undefined when there is none. */
function othersOf(
  verb: ActVerb,
  intent: Intent,
  { workOf, targets }: { workOf: (ids: readonly number[]) => Work; targets: readonly number[] },
  refused: readonly ShownPlan[],
): string | undefined {
  const bad = new Set(refused.map(({ id }) => id));
  const free = (id: number) => !workOf([id]).jobs.some((job) => bad.has(job.id));
  const left = targets.filter(free);
  if (left.length === 0 || left.length === targets.length) return undefined;
  // What takes no guests takes all of them, and there is a verb for some.
  const { words, flags } = intent;
  const [command, named] =
    verb.takes === 'none' ? ['phoenix converge', ['all']] : [commandWords(intent), words];
  return `${command} ${wordsFor({ words: named, targets }, left)}${baseWords(flags)}`;
}

/** A verb in a sentence after "cannot". */
function wordOf({ name }: ActVerb): string {
  return name === 'rollback' ? 'roll back' : name;
}

function idsOf({ jobs }: Work): number[] {
  return jobs.map(({ id }) => id);
}

/** The guests of these turns that somebody is at work on. */
function atWork({ jobs }: Work, { world }: Session): number[] {
  return jobs.filter(({ kind, id }) => isAtWork(world.host, kind, id)).map(({ id }) => id);
}

/** Verbs that begin something which a mark is set for. */
const MARKING: ReadonlySet<string> = new Set(['create', 'snapshot', 'delsnapshot', 'rollback']);

/**
 * Guests that an earlier run was cut off in after all was done, before it took its marks away: what begins such
 * marks is ended by the manager though nothing is planned.
 */
function unended({ jobs }: Work, { world }: Session): ReadonlySet<number> {
  const marked = markedGuests(world.host);
  const isOpen = ({ kind, id, verb }: Job) => MARKING.has(verb) && marked.has(`${kind}-${id}`);
  return new Set(jobs.filter(isOpen).map(({ id }) => id));
}
