import { EXIT, openJournal } from '@phoenix/shared-runtime';
import { spoken } from './ask.ts';
import { type Call, lookCall } from './call.ts';
import { chooseView } from './choose-view.ts';
import { limitsOf } from './limits.ts';
import { relay } from './relay.ts';
import { drive } from './schedule/drive.ts';
import { createSchedule, type Outcome } from './schedule/schedule.ts';
import type { Task } from './schedule/task.ts';
import type { Session } from './session.ts';
import { HOST, type Suite } from './suites.ts';
import { mergeTap } from './tap.ts';
import { junitFile, type TestedCall, writeJunit } from './write-junit.ts';

/**
 * Runs suites, several at a time but one after the other in each guest. The managers' own results go
 * to stdout as one, TAP or JSON, in the order of the suites. Answers the first exit status that is
 * not 0, in that order.
 */
export async function runSuites(suites: readonly Suite[], session: Session): Promise<number> {
  const { out, flags, world } = session;
  const { now } = world.host;
  const junit = junitFile(session);
  // What would be tested is told by one call for all; what is tested goes guest by guest.
  const calls = flags.dryRun ? suites : suites.flatMap(alone);
  const tested = new Map<number, TestedCall>();
  const view = await chooseView(session);
  const journal = openTestJournal(calls, session);
  const schedule = createSchedule(calls.map(taskOf), limitsOf(flags, world.env));
  let begun = 0;
  const work = async (index: number): Promise<Outcome> => {
    const suite = calls[index];
    if (suite === undefined) return 'idle';
    const [guest = HOST] = suite.ids;
    begun += 1;
    const beginning = { type: 'begin', guest, verb: 'test' } as const;
    const from = now();
    journal.record(beginning);
    view.show({ ...beginning, number: begun, of: calls.length }, from);
    const call = callOf(suite, session);
    const ended = await relay(call, session, view, { env: journal.environment() });
    view.show({ type: 'end', guest }, now());
    tested.set(index, { call, id: guest, ended });
    const { exit } = ended;
    const outcome = exit === EXIT.done ? 'unchanged' : 'failed';
    const seconds = (now() - from) / 1000;
    const why = exit === EXIT.done ? {} : { error: { message: `its tests ended with ${exit}` } };
    journal.record({ type: 'guest-result', guest, outcome, seconds, ...why });
    const stopped = exit === EXIT.interrupted || exit === EXIT.terminated;
    if (stopped || (flags.failFast && exit !== EXIT.done)) schedule.halt();
    return exit === EXIT.done ? 'done' : 'failed';
  };
  await drive(schedule, { now, work, skipped() {} }).run();
  view.close();
  const testedInOrder = calls.flatMap((_, index) => tested.get(index) ?? []);
  if (junit !== undefined) writeJunit(junit, testedInOrder, session);
  const inOrder = testedInOrder.map(({ ended }) => ended);
  for (const { exit, stderr } of inOrder) {
    const told = spoken(stderr).message !== undefined;
    if (told && !(flags.json && exit === EXIT.done)) out.talk(stderr);
  }
  const texts = inOrder.map(({ stdout }) => stdout);
  const { all, broken } = flags.json ? merged(texts) : { all: undefined, broken: false };
  // A manager that broke says so by its exit status; one that does not is not to be believed.
  const well = broken ? EXIT.failed : EXIT.done;
  const exit = inOrder.find((one) => one.exit !== EXIT.done)?.exit ?? well;
  journal.end(exit);
  out.result(all === undefined ? mergeTap(texts) : `${JSON.stringify(all)}\n`);
  return exit;
}

/** One journal for all, so that tests of many guests are one run; a dry run has none. */
function openTestJournal(suites: readonly Suite[], { world, argv, flags, out, nameOf }: Session) {
  const journal = openJournal(world.host, {
    command: ['phoenix', ...argv],
    warn: (text) => out.talk(`${out.paintTalk('warn', 'warning:')} ${text}\n`),
  });
  const guests = suites.flatMap(({ kind, ids }) => ids.map((id) => ({ id, kind })));
  journal.record({
    type: 'run-guests',
    guests: guests.map(({ id, kind }) => ({
      id,
      kind,
      name: typeof id === 'number' ? nameOf(id) : id,
      verb: 'test',
    })),
  });
  return {
    end: journal.end,
    record: journal.record,
    environment(): Record<string, string> {
      const directory = flags.dryRun ? undefined : journal.directory();
      return {
        // For tests that call phoenix: this one, wherever it lies.
        PHOENIX_BIN: world.env.PHOENIX_BIN ?? world.executable,
        ...(directory !== undefined && { PHOENIX_RUN_DIR: directory }),
      };
    },
  };
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
  summary: { passed: number; failed: number; skipped?: number };
}

/** What all managers said as one, and whether one of them could not be understood. */
function merged(texts: readonly string[]): { all: TestResults; broken: boolean } {
  const all: TestResults = { tests: [], summary: { passed: 0, failed: 0 } };
  let broken = false;
  for (const text of texts) {
    try {
      const { tests = [], summary }: Partial<TestResults> = JSON.parse(text) ?? {};
      all.tests.push(...tests);
      all.summary.passed += summary?.passed ?? 0;
      all.summary.failed += summary?.failed ?? 0;
      if (summary?.skipped) all.summary.skipped = (all.summary.skipped ?? 0) + summary.skipped;
    } catch {
      broken = true;
    }
  }
  return { all, broken };
}
