import { dirname, resolve } from 'node:path';
import {
  type EndedManager,
  EXIT,
  PhoenixError,
  quoteArgv,
  type Subject,
} from '@phoenix/shared-runtime';
import type { Call } from './call.ts';
import { junitXml } from './junit.ts';
import type { Session } from './session.ts';
import { resultsIn, type TestResult } from './tap.ts';

/** A call of a manager's `test` with what came of it. */
export interface TestedCall {
  readonly call: Call;
  readonly id: Subject;
  readonly ended: EndedManager;
}

/**
 * Where --junit wants its file, or undefined. Throws (66) when there is no such directory, before
 * anything is tested.
 */
export function junitPath({ flags, world }: Session): string | undefined {
  if (flags.junit === undefined || flags.dryRun) return undefined;
  const path = resolve(world.cwd, flags.junit);
  if (world.host.exists(dirname(path))) return path;
  throw new PhoenixError(`cannot write ${path}: there is no directory ${dirname(path)}`, {
    exit: EXIT.notFound,
  });
}

/** Writes the results of all calls; one that failed and does not tell why is a failed test itself. */
export function writeJunit(path: string, tested: readonly TestedCall[], session: Session): void {
  const results = tested.flatMap(({ call, id, ended }) => {
    const own = session.flags.json ? fromJson(ended.stdout) : resultsIn(ended.stdout);
    const isTold = ended.exit === EXIT.done || own.some(({ ok }) => !ok);
    return isTold ? own : [...own, untold(call, id, ended)];
  });
  session.world.host.write(path, junitXml(results), 0o644);
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
