import { CHECKS } from './checks/index.ts';
import type { Facts } from './facts.ts';
import type { CheckedFinding } from './finding.ts';

/** How many checks there are. */
export const CHECK_COUNT = CHECKS.length;

/**
 * All that is not well, in the order of the checks. Where there is no Proxmox, most of it would only
 * follow from that.
 */
export function diagnose(facts: Facts): CheckedFinding[] {
  const checks = CHECKS.filter(({ anywhere }) => anywhere || facts.missingPrograms.length === 0);
  return checks.flatMap(({ name, find }) =>
    find(facts).map((finding) => ({ check: name, ...finding })),
  );
}
