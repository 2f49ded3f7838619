import { PhoenixError } from '../errors.ts';
import type { ExecutionContext } from '../executor/context.ts';
import { execute } from '../executor/execute.ts';
import { attempted } from '../executor/failure.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { CONTAINERS, type Kind, VMS } from '../guests/kind.ts';
import { leftVolumes, volumesOf } from '../guests/observe/volumes.ts';
import { HOST } from '../guests/paths.ts';
import type { Host } from '../host/host.ts';
import { beginAllocating, endAllocating } from '../journal/allocating.ts';
import { survivingCommand } from '../journal/command.ts';
import type { Operation, RunOperation } from '../operation.ts';
import { parseStorages } from '../pve/storage.ts';

/** An operation that makes volumes for a guest that exists. */
export type Allocation = RunOperation & Required<Pick<RunOperation, 'allocates'>>;

type Of = Pick<GuestPlan, 'kind' | 'id'>;

/** Whether it does. */
export function isAllocation(operation: Operation): operation is Allocation {
  return 'run' in operation && operation.allocates !== undefined;
}

/**
 * Runs a command that makes volumes for a guest, with a mark of what the guest had before. The mark
 * stays where the command was cut off; a later plan takes it away, when it explains nothing any more.
 */
export async function allocate(
  { kind, id }: Of,
  operation: Allocation,
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  const { run: argv, allocates: volumes } = operation;
  const storages = volumes.map(({ storage }) => storage);
  // Proxmox refuses that in its own words, and shows no volume of what a storage is not for.
  if (storages.some((storage) => isForOthers(host, kindOf(kind), storage))) {
    await execute([operation], context);
    return;
  }
  const there = await volumesOf(host, kindOf(kind), id, storages);
  if ('silent' in there)
    throw new PhoenixError(
      `${attempted(operation, id)}: storage ${there.silent} does not tell what it has`,
      {
        hint: `type pvesm list ${there.silent} to see what Proxmox says; once it tells, type the same command again`,
      },
    );
  const before = there.map(({ volid }) => volid);
  beginAllocating(host, { kind, id, argv, volumes, before });
  try {
    await execute([operation], context);
  } catch (error) {
    // What is made later is not ours, where a command that has ended made nothing.
    if (error instanceof PhoenixError && error.status !== undefined) {
      const now = await volumesOf(host, kindOf(kind), id, storages);
      if (!('silent' in now) && now.every(({ volid }) => before.includes(volid)))
        endAllocating(host, { kind, id });
    }
    throw error;
  }
  endAllocating(host, { kind, id });
}

/** Takes the mark away when it explains nothing any more: what it tells of is named, freed, or never came. */
export async function settleAllocating(host: Host, { kind, id }: Of): Promise<void> {
  if (survivingCommand(host, id) !== undefined) return;
  const left = await leftVolumes(host, kindOf(kind), id);
  if (!('silent' in left) && left.length === 0) endAllocating(host, { kind, id });
}

function kindOf(kind: Of['kind']): Kind {
  return kind === 'lxc' ? CONTAINERS : VMS;
}

/** Whether a storage is known not to be for volumes of such guests. */
function isForOthers(host: Pick<Host, 'read'>, { content }: Kind, storage: string): boolean {
  const known = parseStorages(host.read(HOST.storages) ?? '').get(storage);
  return known !== undefined && !known.content.has(content);
}
