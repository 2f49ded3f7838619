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

/**
 * Of guests for which one suite is asked, those that have it, so that `all:smoke` is every guest with
 * such a suite. All of them when none is asked for. Throws (exit 66) when none has it.
 */
export function havingSuite(
  declared: Guests,
  ids: readonly number[],
  suite: string | undefined,
): readonly number[] {
  if (suite === undefined) return ids;
  const having = ids.filter((id) => declaredSuites(declared, id).includes(suite));
  if (having.length > 0 || ids.length === 0) return having;
  const known = new Set(ids.flatMap((id) => declaredSuites(declared, id)));
  requireSuite(suite, known, ids.join(', '));
  return having;
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
