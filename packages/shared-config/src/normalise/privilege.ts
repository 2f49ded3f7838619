import type { Findings } from '../findings.ts';
import type { Loaded } from '../load-lxc.ts';
import type { LxcGuest } from '../lxc-guest.ts';

/**
 * Settles `unprivileged` where it is not declared: a clone is what its source is, and a container
 * made from an archive is unprivileged, as `pct create` has it. Only a clone that is privileged
 * without saying so is worth a warning.
 */
export function inheritPrivilege(guests: readonly Loaded<LxcGuest>[], findings: Findings): void {
  const byId = new Map(guests.map((one) => [one.draft.id, one.draft]));
  const settled = new Map<number, boolean>();
  for (const { draft, path } of guests) {
    if (draft.unprivileged !== undefined || privilegeOf(draft.id, byId, settled)) continue;
    findings.warning(
      'missing-unprivileged',
      { file: 'lxc', path, at: 'name' },
      `guest ${draft.id}: unprivileged is missing: taken as false, as ${draft.clone_from_ctid} is, its source`,
      {
        hint: 'add "unprivileged": false, or clone from an unprivileged container',
        guests: [draft.id],
      },
    );
  }
  for (const { draft } of guests) draft.unprivileged ??= privilegeOf(draft.id, byId, settled);
}

/** Of a guest, by way of the sources that do not say so themselves; all of these are settled with it. */
function privilegeOf(
  id: number,
  guests: ReadonlyMap<
    number,
    { unprivileged?: boolean | undefined; clone_from_ctid?: number | undefined }
  >,
  settled: Map<number, boolean>,
): boolean {
  const way = new Set<number>();
  let found: boolean | undefined;
  for (let at: number | undefined = id; at !== undefined && !way.has(at); ) {
    const guest = guests.get(at);
    found = guest?.unprivileged ?? settled.get(at);
    if (found !== undefined) break;
    way.add(at);
    at = guest?.clone_from_ctid;
  }
  const privilege = found ?? true;
  for (const one of way) settled.set(one, privilege);
  return privilege;
}
