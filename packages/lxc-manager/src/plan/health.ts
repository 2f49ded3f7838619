import type { LxcGuest } from '@phoenix/shared-config';
import { type Operation, type PlanProblem, quoteArgv } from '@phoenix/shared-runtime';
import { contentHash } from '../guest/hash.ts';
import { RUN_AND_RECORD } from '../guest/scripts.ts';
import { SITE } from '../paths.ts';
import { recordOperation } from './provision.ts';
import { DEADLINES, type PlanInput } from './types.ts';

/** Record that the guest was healthy after what was done to it last. */
export const HEALTH_RECORD = 'health';

/** The health check of a container: its operations, and the hash that stands for having passed. */
export interface HealthPlan {
  readonly hash: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/**
 * The declared command inside the guest, tried as often as declared, then the declared scripts
 * on the host. The record carries the id, because a clone has to prove its own health.
 */
export function healthPlan(input: PlanInput): HealthPlan | undefined {
  const { guest } = input;
  const check = guest.health_check;
  if (check === undefined && guest.health_checks.length === 0) return undefined;
  const hash = contentHash(`${guest.id}`, JSON.stringify([check?.command, guest.health_checks]));
  const scripts = guest.health_checks.map((one) => scriptCheck(input, one));
  const operations = scripts.flatMap((part) => part.operations);
  const problems = scripts.flatMap((part) => part.problems);
  if (check === undefined) {
    return {
      hash,
      operations: [...operations, recordOperation(guest, HEALTH_RECORD, hash)],
      problems,
    };
  }
  const inside: Operation = {
    id: 'health',
    doing: `find ${guest.id} healthy`,
    cause: `health check: ${quoteArgv(check.command)}`,
    run: [
      'pct',
      'exec',
      `${guest.id}`,
      '--',
      'sh',
      '-s',
      '--',
      HEALTH_RECORD,
      hash,
      ...check.command,
    ],
    input: RUN_AND_RECORD,
    effect: 'check',
    deadline: attemptDeadline(guest),
    attempts: { count: check.retries, interval: check.interval },
    waitsFor: `health of ${guest.id}: ${quoteArgv(check.command)}`,
  };
  return { hash, operations: [...operations, inside], problems };
}

function attemptDeadline(guest: LxcGuest): number {
  return guest.health_check?.timeout ?? guest.timeouts.health ?? DEADLINES.health;
}

function scriptCheck(
  { guest, declared, world }: PlanInput,
  check: LxcGuest['health_checks'][number],
): { operations: Operation[]; problems: PlanProblem[] } {
  const path = SITE.health(declared.baseDir, check.script);
  const script = world.facts.scripts.get(path);
  if (!script)
    return {
      operations: [],
      problems: [
        {
          message: `cannot check the health of ${guest.id}: ${path} does not exist`,
          hint: `write that script, or take "${check.name}" out of health_checks of ${guest.id}`,
        },
      ],
    };
  const operation: Operation = {
    id: `health ${check.name}`,
    doing: `find ${guest.id} healthy (${check.name})`,
    cause: `health check ${check.name}`,
    run: [...script.command, ...check.args],
    effect: 'check',
    deadline: attemptDeadline(guest),
    attempts: { count: 3, interval: 5 },
    waitsFor: `health of ${guest.id}: ${check.name}`,
  };
  return { operations: [operation], problems: [] };
}
