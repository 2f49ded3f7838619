import { guestOf } from './declared.ts';
import type { Guests } from './graph.ts';
import type { LxcGuest } from './lxc-guest.ts';
import type { VmGuest } from './vm-guest.ts';

/** Names of suites that are no key of `tests`. */
const HEALTH = 'health';
const INTEGRATION = 'integration_tests';

/** The suites of a guest: its health check counts as one. */
export function declaredSuites(declared: Guests, id: number): string[] {
  const guest = guestOf(declared, id)?.guest;
  if (guest === undefined) return [];
  const suites = Object.keys(guest.tests).filter((name) => guest.tests[name]?.length !== 0);
  if (isChecked(guest)) suites.unshift(HEALTH);
  if ('integration_tests' in guest && Object.keys(guest.integration_tests).length > 0) {
    suites.push(INTEGRATION);
  }
  return [...new Set(suites)];
}

function isChecked(guest: LxcGuest | VmGuest): boolean {
  const scripts = 'health_checks' in guest ? guest.health_checks : [];
  return guest.health_check !== undefined || scripts.length > 0;
}
