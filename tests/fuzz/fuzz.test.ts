import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explore } from './explore.ts';

// `npm run fuzz` tries a hundred thousand, and mutates further what reaches new code.
test('2,000 hostile configurations and command lines are judged, without a crash and in their place', async () => {
  const findings: string[] = [];
  const { seed = 0 } = fc.readConfigureGlobal();
  const tally = await explore({
    seed,
    cases: 2000,
    isGuided: false,
    onFinding: (recipe, finding) => findings.push(`npm run fuzz -- --case "${recipe}": ${finding}`),
  });
  expect(findings).toEqual([]);
  expect(tally).toMatchObject({ inputs: 2000, crashes: 0, wrong: 0 });
  expect(tally.told).toBe(tally.faults);
  expect(tally.faults).toBeGreaterThan(300);
  expect(tally.accepted).toBeGreaterThan(200);
}, 120_000);
