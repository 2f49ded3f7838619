import {
  didYouMean,
  type Guests,
  guestOf,
  type LxcGuest,
  type VmGuest,
} from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';

/** Names of suites that are no key of `tests`. */
const HEALTH = 'health';
const INTEGRATION = 'integration_tests';

/** Throws (exit 66) for a suite that none of the guests has for which it was asked. */
export function requireSuites(
  declared: Guests,
  wanted: readonly { readonly id: number; readonly suite: string | undefined }[],
): void {
  for (const [suite, guests] of Map.groupBy(wanted, (one) => one.suite)) {
    if (suite === undefined) continue;
    const known = new Set(guests.flatMap(({ id }) => suitesOf(declared, id)));
    requireSuite(suite, known, guests.map(({ id }) => id).join(', '));
  }
}

/** Throws (exit 66) for a suite that is none of those that are known. */
export function requireSuite(suite: string, known: ReadonlySet<string>, of: string): void {
  if (known.has(suite)) return;
  const close = didYouMean(suite, known);
  const list = known.size === 0 ? 'none is declared' : `there are ${[...known].join(', ')}`;
  throw new PhoenixError(`no suite "${suite}" is declared for ${of}`, {
    exit: EXIT.notFound,
    hint: close === undefined ? list : `did you mean ${close}? ${list}`,
  });
}

/** The suites of a guest: its health check counts as one. */
function suitesOf(declared: Guests, id: number): string[] {
  const guest = guestOf(declared, id)?.guest;
  if (guest === undefined) return [];
  const suites = Object.keys(guest.tests);
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
