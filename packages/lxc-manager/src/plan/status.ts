import { isTemplate } from '@phoenix/shared-config';
import type { GuestStatus } from '@phoenix/shared-runtime';
import { configure } from './configure.ts';
import { firewallOperation } from './firewall.ts';
import { wholeness } from './half-made.ts';
import { provisionSteps } from './provision.ts';
import { confState } from './source.ts';
import { type PlanInput, templateSnapshot } from './types.ts';

/** State of one container, as far as it can be told without changing or asking it anything. */
export function statusOf(input: PlanInput): GuestStatus {
  const { guest, world } = input;
  const observed = world.guests.get(guest.id);
  const conf = observed?.conf;
  const exists = conf !== undefined;
  return {
    id: guest.id,
    kind: 'lxc',
    name: guest.name,
    exists,
    running: observed?.running === true,
    template: isTemplate(guest) || conf?.main.keys.get('template') === '1',
    drift: exists && differs(input),
    provisioned: exists && isProvisioned(input),
  };
}

function differs(input: PlanInput): boolean {
  const observed = input.world.guests.get(input.guest.id);
  if (!observed?.conf) return false;
  const state = { running: observed.running, isNew: false };
  const { operations } = configure(input, confState(observed.conf), state);
  return operations.length > 0 || firewallOperation(input.guest, observed.firewall).length > 0;
}

/** Every step is remembered with the hash of today, or the template has its snapshot. */
function isProvisioned(input: PlanInput): boolean {
  const observed = input.world.guests.get(input.guest.id);
  if (!observed || wholeness(observed) !== 'whole' || observed.making !== undefined) return false;
  if (observed.conf?.main.keys.get('template') === '1') return true;
  const snapshot = templateSnapshot(input.guest);
  if (isTemplate(input.guest) && snapshot !== undefined)
    return observed.conf?.snapshots.has(snapshot) === true;
  const { features, application } = provisionSteps(input);
  const steps = application ? [...features, application] : features;
  return steps.every(({ record, hash }) => observed.memory?.get(record) === hash);
}
