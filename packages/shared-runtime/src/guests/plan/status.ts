import type { GuestStatus } from '../../guest-plan.ts';
import type { Guest } from '../guest.ts';
import { firewallOperation } from './firewall.ts';
import { wholeness } from './half-made.ts';
import { isUndoLeft } from './left-undo.ts';
import { templateSnapshot } from './snapshots.ts';
import { confState } from './source.ts';
import type { GuestInput } from './types.ts';
import type { Ways } from './ways.ts';

/** State of one guest, as far as it can be told without changing or asking it anything. */
export function statusOf<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): GuestStatus {
  const { guest, kind, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  const exists = conf !== undefined;
  return {
    id: guest.id,
    kind: kind.name,
    name: guest.name,
    exists,
    running: observed?.running === true,
    template: ways.isTemplate(guest) || conf?.main.keys.get('template') === '1',
    drift: exists && differs(input, ways),
    provisioned: exists && isProvisioned(input, ways),
  };
}

function differs<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): boolean {
  const observed = input.world.guests.get(input.guest.id);
  if (!observed?.conf) return false;
  const { running, firewall, lockLeftBy, leftVolumes } = observed;
  const { operations } = ways.configure(input, confState(observed.conf), { running });
  const isRootless = ways.root(confState(observed.conf).keys) === undefined;
  if (isRootless || operations.length > 0) return true;
  if (lockLeftBy !== undefined || leftVolumes !== undefined || isUndoLeft(observed)) return true;
  return firewallOperation(input.guest, firewall).length > 0;
}

/**
 * Every step is remembered with the hash of today and nothing that was begun is open, or the
 * template has its snapshot; null when what it remembers cannot be seen.
 */
function isProvisioned<G extends Guest>(input: GuestInput<G>, ways: Ways<G>): boolean | null {
  const observed = input.world.guests.get(input.guest.id);
  if (!observed || wholeness(observed, ways) !== 'whole') return false;
  // The end of a template is the last that is done to it.
  if (observed.conf?.main.keys.get('template') === '1') return true;
  const snapshot = templateSnapshot(input.guest);
  if (ways.isTemplate(input.guest) && snapshot !== undefined)
    return observed.conf?.snapshots.has(snapshot) === true;
  if (observed.making !== undefined) return false;
  const { first, later } = ways.steps(input);
  const steps = [...first, ...later];
  const { memory } = observed;
  if (memory === undefined) return steps.length === 0 ? true : null;
  return steps.every(({ record, hash }) => memory.get(record) === hash);
}
