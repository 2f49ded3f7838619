import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { CONTAINERS, VMS } from '../guests/kind.ts';
import { volumesOf } from '../guests/observe/volumes.ts';
import { beginAllocating, endAllocating } from '../journal/allocating.ts';
import type { RunOperation } from '../operation.ts';
import type { NewVolume } from '../pve/volumes.ts';

/**
 * Runs a command that makes volumes for a guest, with a mark of what the guest had before. The mark
 * stays where the command did not end well; the next plan that completes the guest takes it away.
 */
export async function allocate(
  { kind, id }: Pick<GuestPlan, 'kind' | 'id'>,
  operation: RunOperation & { readonly allocates: readonly NewVolume[] },
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  const { run: argv, allocates: volumes } = operation;
  const storages = volumes.map(({ storage }) => storage);
  const there = await volumesOf(host, kind === 'lxc' ? CONTAINERS : VMS, id, storages);
  // A storage that does not tell what it has is one that the command itself fails on.
  const before = there?.map(({ volid }) => volid);
  if (before !== undefined) beginAllocating(host, { kind, id, argv, volumes, before });
  await execute([operation], context);
  endAllocating(host, { kind, id });
}
