import type { PlanProblem } from '../../guest-plan.ts';
import { contentHash } from '../../hash.ts';
import type { Guard, Operation } from '../../operation.ts';
import { sourceOf } from '../guest.ts';
import { builtInFeature } from '../inside/features.ts';
import { FORGET, RECORD } from '../inside/scripts.ts';
import { DEADLINES } from './deadlines.ts';
import { inside } from './inside.ts';
import type { GuestInput, ProvisionStep } from './types.ts';

/** Record name of a feature in the guest's memory. */
export function featureRecord(name: string): string {
  return `feature.${name}`;
}

/** Whether a record is that of a feature. */
export function isFeature({ record }: Pick<ProvisionStep, 'record'>): boolean {
  return record.startsWith(featureRecord(''));
}

/** A feature that Phoenix brings itself; undefined when it brings none of that name. */
export function builtInStep(input: GuestInput, name: string): ProvisionStep | undefined {
  const { guest, declared, kind } = input;
  const builtIn = builtInFeature(kind, name, declared);
  if (!builtIn) return undefined;
  const record = featureRecord(name);
  const hash = contentHash(builtIn.script, ...builtIn.args);
  const run: Operation = {
    id: `feature ${name}`,
    doing: `install feature ${name} in ${guest.id}`,
    cause: `feature ${name}, built in`,
    ...inside(input, builtIn.script, record, hash, ...builtIn.args),
    effect: 'change',
    deadline: guest.timeouts.feature ?? DEADLINES.feature,
    waitsFor: `feature ${name} in ${guest.id}`,
  };
  return { record, hash, operations: [run], problems: [] };
}

/** A feature that nobody knows; `path` is where the site would have its script. */
export function missingFeature(
  { guest }: Pick<GuestInput, 'guest'>,
  name: string,
  path: string,
): ProvisionStep {
  const problem: PlanProblem = {
    message: `cannot install feature ${name} in ${guest.id}: ${path} does not exist`,
    hint: `write that script, or take "${name}" out of the features of ${guest.id}`,
  };
  return { record: featureRecord(name), hash: '', operations: [], problems: [problem] };
}

/** Notes in the guest that something was done. */
export function recordOperation(
  input: Pick<GuestInput, 'door' | 'guest'>,
  record: string,
  hash: string,
): Operation {
  return {
    id: `remember ${record}`,
    doing: `note in ${input.guest.id} that ${record} is done`,
    cause: `remember ${record.replace('.', ' ')} in the guest`,
    ...inside(input, RECORD, record, hash),
    effect: 'change',
    deadline: DEADLINES.push,
  };
}

/**
 * Takes the note away that something was done, where there may be one: before a script of the site does it anew on the
 * host, as scripts of ours in the guest do themselves.
 */
export function forgetOperations(input: GuestInput, record: string): Operation[] {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const memory = observed?.conf === undefined ? undefined : observed.memory;
  const isBlank = observed?.conf === undefined && sourceOf(guest) === undefined;
  if (isBlank || (memory !== undefined && !memory.has(record))) return [];
  return [
    {
      id: `forget ${record}`,
      doing: `take the note away in ${guest.id} that ${record} is done`,
      cause: `${record.replace('.', ' ')} is done anew`,
      ...inside(input, FORGET, record),
      effect: 'change',
      deadline: DEADLINES.push,
    },
  ];
}

/** The operations of a step, each left out when the guest says that the step is done. */
export function guarded(
  { id }: { readonly id: number },
  step: Pick<ProvisionStep, 'record' | 'hash' | 'operations'>,
  predicted: Guard['predicted'],
): Operation[] {
  const guard: Guard = { guest: id, record: step.record, hash: step.hash, predicted };
  return step.operations.map((operation) => ({ ...operation, guard }));
}
