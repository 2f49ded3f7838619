import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { CONTAINERS, VMS } from '../guests/kind.ts';
import { volumesOf } from '../guests/observe/volumes.ts';
import { beginAllocating, endAllocating } from '../journal/allocating.ts';
import type { Operation, RunOperation } from '../operation.ts';

/** An operation that makes volumes for a guest that exists. */
export type Allocation = RunOperation & Required<Pick<RunOperation, 'allocates'>>;

/** Whether it does. */
export function isAllocation(operation: Operation): operation is Allocation {
  return 'run' in operation && operation.allocates !== undefined;
}

/**
 * Runs a command that makes volumes for a guest, with a mark of what the guest had before. The mark
 * stays where the command did not end well; the next plan that completes the guest takes it away.
 */
export async function allocate(
  { kind, id }: Pick<GuestPlan, 'kind' | 'id'>,
  operation: Allocation,
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  const { run: argv, allocates: volumes } = operation;
  const storages = volumes.map(({ storage }) => storage);
  const there = await volumesOf(host, kind === 'lxc' ? CONTAINERS : VMS, id, storages);
  // On a storage that does not tell what it has the command itself fails.
  if (!('silent' in there))
    beginAllocating(host, { kind, id, argv, volumes, before: there.map(({ volid }) => volid) });
  await execute([operation], context);
  endAllocating(host, { kind, id });
}
