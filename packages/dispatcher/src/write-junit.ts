import {
  type EndedManager,
  EXIT,
  type JunitFile,
  openJunit,
  quoteArgv,
  type Subject,
  type TestResult,
} from '@phoenix/shared-runtime';
import type { Call } from './call.ts';
import type { Session } from './session.ts';
import { resultsIn } from './tap.ts';

/** A call of a manager's `test` with what came of it. */
export interface TestedCall {
  readonly call: Call;
  readonly id: Subject;
  readonly ended: EndedManager;
}

/** The file of --junit; nothing without that, and in a dry run. Throws (66) when it cannot be written. */
export function junitFile({ flags, world }: Session): JunitFile | undefined {
  if (flags.junit === undefined || flags.dryRun) return undefined;
  return openJunit(world.host, world.absolute(flags.junit));
}

/** Writes the results of all calls; one that failed and does not tell why is a failed test itself. */
export function writeJunit(
  file: JunitFile,
  tested: readonly TestedCall[],
  { flags }: Session,
): void {
  const results = tested.flatMap(({ call, id, ended }) => {
    const own = flags.json ? fromJson(ended.stdout) : resultsIn(ended.stdout);
    const isTold = ended.exit === EXIT.done || own.some(({ ok }) => !ok);
    return isTold ? own : [...own, untold(call, id, ended)];
  });
  file.write(results);
}

function fromJson(text: string): readonly TestResult[] {
  try {
    return JSON.parse(text).tests ?? [];
  } catch {
    return [];
  }
}

function untold({ manager, argv }: Call, guest: Subject, { exit, stderr }: EndedManager) {
  const line = quoteArgv([manager, ...argv]);
  const message = `${line} ended with ${exit}`;
  return { guest, suite: 'test', name: manager, ok: false, message, output: stderr };
}
