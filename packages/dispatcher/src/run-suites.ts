import { EXIT } from '@phoenix/shared-runtime';
import { spoken } from './ask.ts';
import { type Call, lookCall } from './call.ts';
import { chooseView } from './choose-view.ts';
import { relay } from './relay.ts';
import type { Session } from './session.ts';
import type { Suite } from './suites.ts';
import { mergeTap } from './tap.ts';

/**
 * Runs suites, one call of a manager after the other. The managers' own results go to stdout as
 * one, TAP or JSON. Answers the first exit status that is not 0.
 */
export async function runSuites(suites: readonly Suite[], session: Session): Promise<number> {
  const { out, flags } = session;
  const view = chooseView(session);
  const merged = { tests: [] as unknown[], summary: { passed: 0, failed: 0 } };
  const texts: string[] = [];
  let exit: number = EXIT.done;
  for (const suite of suites) {
    const ended = await relay(callOf(suite, session), session, view);
    view.close();
    if (flags.json) add(merged, ended.stdout);
    else texts.push(ended.stdout);
    const told = spoken(ended.stderr).message !== undefined;
    if (told && !(flags.json && ended.exit === EXIT.done)) out.talk(ended.stderr);
    if (exit === EXIT.done) exit = ended.exit;
    if (exit === EXIT.interrupted || exit === EXIT.terminated) break;
  }
  out.result(flags.json ? `${JSON.stringify(merged)}\n` : mergeTap(texts));
  return exit;
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

/** Adds what one manager said; a manager that broke said why on stderr. */
function add(to: TestResults, text: string): void {
  try {
    const { tests = [], summary }: Partial<TestResults> = JSON.parse(text) ?? {};
    to.tests.push(...tests);
    to.summary.passed += summary?.passed ?? 0;
    to.summary.failed += summary?.failed ?? 0;
  } catch {
    // No result at all.
  }
}
