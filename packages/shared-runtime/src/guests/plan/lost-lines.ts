import type { GuestPlan } from '../../guest-plan.ts';
import type { Operation } from '../../operation.ts';
import type { GuestInput } from './types.ts';

/** Commands with which Proxmox writes the conf file of a guest anew. */
const REWRITES =
  /^(?:pct|qm) (?:set|unlock|snapshot|delsnapshot|rollback|template|(?:disk )?resize|cloudinit update) (\d+)(?: |$)/;
/** A container is locked while it is cloned. */
const LOCKS_SOURCE = /^pct clone (\d+) /;
const DESTROYS = /^(?:pct|qm) destroy (\d+) /;

/** Guests whose conf files Proxmox writes anew in the course of these operations. */
export function rewritten(operations: readonly Operation[]): Set<number> {
  const lines = operations.map((one) => ('run' in one ? one.run.join(' ') : ''));
  const ids = (pattern: RegExp) =>
    lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
  const found = new Set([...ids(REWRITES), ...ids(LOCKS_SOURCE)]);
  for (const id of ids(DESTROYS)) found.delete(id);
  return found;
}

/**
 * The plan with a note of the lines that are going to be lost by it: Proxmox leaves out what it
 * does not understand, and would again if they were put back.
 */
export function withLostLines({ world }: GuestInput, plan: GuestPlan): GuestPlan {
  const notes = [...rewritten(plan.operations)].flatMap((id) => {
    const lines = world.guests.get(id)?.conf?.dropped ?? [];
    if (lines.length === 0) return [];
    return `the conf file of ${id} loses what Proxmox does not understand, since Proxmox writes it anew: ${lines.join('; ')}`;
  });
  return notes.length === 0 ? plan : { ...plan, notes: [...plan.notes, ...notes] };
}
