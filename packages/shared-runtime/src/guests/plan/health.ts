import type { HealthScript } from '@phoenix/shared-config';
import type { PlanProblem } from '../../guest-plan.ts';
import { contentHash } from '../../hash.ts';
import type { Operation } from '../../operation.ts';
import { printable, quoteArgv } from '../../quote.ts';
import type { Guest } from '../guest.ts';
import { HEALTH_RECORD, RUN_AND_RECORD } from '../inside/scripts.ts';
import { SITE } from '../paths.ts';
import { DEADLINES } from './deadlines.ts';
import { inside } from './inside.ts';
import { lineEndProblems } from './line-ends.ts';
import { recordOperation } from './provision.ts';
import type { GuestInput } from './types.ts';

/** Characters of a command that a sentence takes. */
const LONGEST = 80;

/** The health check of a guest: its operations, and the hash that stands for having passed. */
export interface HealthPlan {
  readonly hash: string;
  readonly operations: readonly Operation[];
  readonly problems: readonly PlanProblem[];
}

/**
 * The declared command inside the guest, tried as often as declared, then the declared scripts
 * on the host. The record carries the id, because a clone has to prove its own health.
 */
export function healthPlan(input: GuestInput): HealthPlan | undefined {
  const { guest } = input;
  const { health_check: check, health_checks: declaredScripts = [] } = guest;
  if (check === undefined && declaredScripts.length === 0) return undefined;
  const hash = contentHash(`${guest.id}`, JSON.stringify([check?.command, declaredScripts]));
  const scripts = declaredScripts.map((one) => scriptCheck(input, one));
  const operations = scripts.flatMap((part) => part.operations);
  const problems = scripts.flatMap((part) => part.problems);
  if (check === undefined) {
    return {
      hash,
      operations: [...operations, recordOperation(input, HEALTH_RECORD, hash)],
      problems,
    };
  }
  const tried = quoteArgv(check.command);
  const command: Operation = {
    id: 'health',
    doing: `find ${guest.id} healthy (${shortened(tried)})`,
    cause: `health check: ${tried}`,
    ...inside(input, RUN_AND_RECORD, HEALTH_RECORD, hash, ...check.command),
    effect: 'check',
    deadline: attemptDeadline(guest),
    attempts: { count: check.retries, interval: check.interval },
    waitsFor: `health of ${guest.id}: ${tried}`,
  };
  return { hash, operations: [...operations, command], problems };
}

/** One line that fits into a sentence. */
function shortened(text: string): string {
  const line = printable(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line;
}

function attemptDeadline(guest: Guest): number {
  return guest.health_check?.timeout ?? guest.timeouts.health ?? DEADLINES.health;
}

function scriptCheck(
  input: GuestInput,
  check: HealthScript,
): { operations: Operation[]; problems: PlanProblem[] } {
  const { guest, declared, world } = input;
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
  return { operations: [operation], problems: lineEndProblems(input, path) };
}
