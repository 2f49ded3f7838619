import { type EndedManager, EXIT } from '@phoenix/shared-runtime';
import { spoken } from './ask.ts';
import { type Call, lookCall } from './call.ts';
import { chooseView } from './choose-view.ts';
import { limitsOf } from './limits.ts';
import { relay } from './relay.ts';
import { drive } from './schedule/drive.ts';
import { createSchedule, type Outcome } from './schedule/schedule.ts';
import type { Task } from './schedule/task.ts';
import type { Session } from './session.ts';
import type { Suite } from './suites.ts';
import { mergeTap } from './tap.ts';

/**
 * Runs suites, several at a time but one after the other in each guest. The managers' own results go
 * to stdout as one, TAP or JSON, in the order of the suites. Answers the first exit status that is
 * not 0, in that order.
 */
export async function runSuites(suites: readonly Suite[], session: Session): Promise<number> {
  const { out, flags, world } = session;
  const { now } = world.host;
  // What would be tested is told by one call for all; what is tested goes guest by guest.
  const calls = flags.dryRun ? suites : suites.flatMap(alone);
  const ended = new Map<number, EndedManager>();
  const view = await chooseView(session);
  const schedule = createSchedule(calls.map(taskOf), limitsOf(flags, world.env));
  const work = async (index: number): Promise<Outcome> => {
    const suite = calls[index];
    if (suite === undefined) return 'idle';
    const [guest = 0] = suite.ids;
    const number = ended.size + 1;
    view.show({ type: 'begin', guest, verb: 'test', number, of: calls.length }, now());
    const result = await relay(callOf(suite, session), session, view);
    view.show({ type: 'end', guest }, now());
    ended.set(index, result);
    const { exit } = result;
    const stopped = exit === EXIT.interrupted || exit === EXIT.terminated;
    if (stopped || (flags.failFast && exit !== EXIT.done)) schedule.halt();
    return exit === EXIT.done ? 'done' : 'failed';
  };
  await drive(schedule, { now, work, skipped() {} }).run();
  view.close();
  const inOrder = calls.flatMap((_, index) => ended.get(index) ?? []);
  for (const { exit, stderr } of inOrder) {
    const told = spoken(stderr).message !== undefined;
    if (told && !(flags.json && exit === EXIT.done)) out.talk(stderr);
  }
  const texts = inOrder.map(({ stdout }) => stdout);
  out.result(flags.json ? `${JSON.stringify(merged(texts))}\n` : mergeTap(texts));
  return inOrder.find(({ exit }) => exit !== EXIT.done)?.exit ?? EXIT.done;
}

function alone(suite: Suite): Suite[] {
  return suite.ids.map((id) => ({ ...suite, ids: [id] }));
}

function taskOf({ ids }: Suite, id: number): Task {
  return {
    id,
    needs: [],
    seconds: 1,
    holds: ids.map((guest) => ({ name: `guest:${guest}`, seconds: 1 })),
  };
}

function callOf({ kind, suite, ids }: Suite, { flags }: Session): Call {
  const more = suite === undefined ? [] : ['--suite', suite];
  if (flags.wait !== undefined) more.push('--wait', flags.wait);
  if (flags.dryRun) more.push('--dry-run');
  if (flags.json) more.push('--json');
  return lookCall('test', kind, ids, flags, more);
}

interface TestResults {
  tests: unknown[];
  summary: { passed: number; failed: number };
}

/** What all managers said as one; a manager that broke said why on stderr. */
function merged(texts: readonly string[]): TestResults {
  const all: TestResults = { tests: [], summary: { passed: 0, failed: 0 } };
  for (const text of texts) {
    try {
      const { tests = [], summary }: Partial<TestResults> = JSON.parse(text) ?? {};
      all.tests.push(...tests);
      all.summary.passed += summary?.passed ?? 0;
      all.summary.failed += summary?.failed ?? 0;
    } catch {
      // No result at all.
    }
  }
  return all;
}
