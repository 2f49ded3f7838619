import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number}} Tally */

/**
 * Counts a TAP report. Tests that the plan announced and that never reported have failed.
 * @param {string} tap
 * @returns {Tally}
 */
export function tallyTap(tap) {
  const lines = tap.split('\n');
  const passed = lines.filter((line) => /^ok \d/.test(line)).length;
  const reported = lines.filter((line) => /^(not )?ok \d/.test(line)).length;
  const plan = lines.map((line) => /^1\.\.(\d+)/.exec(line)).find((match) => match !== null);
  return { passed, failed: Math.max(Number(plan?.[1] ?? 0), reported) - passed };
}

/**
 * Counts vitest's JSON report. A file that failed without a failing test counts as one failure.
 * @param {string} file
 * @returns {Tally}
 */
export function tallyVitest(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  let passed = 0;
  let failed = 0;
  for (const { status, assertionResults } of report.testResults) {
    const bad = count(assertionResults, 'failed');
    passed += count(assertionResults, 'passed');
    failed += status === 'failed' ? Math.max(bad, 1) : bad;
  }
  return { passed, failed };
}

/**
 * Counts the conformance runner's lines of a scenario each, `NAME  MATCHED/STEPS, N explained`: one
 * has passed when every step is as recorded or its difference explained.
 * @param {string} output
 * @returns {Tally}
 */
export function tallyConformance(output) {
  const lines = [...output.matchAll(/^\S+ +(\d+)\/(\d+)(?:, (\d+) explained)?$/gm)];
  const passed = lines.filter(
    ([, matched, steps, explained]) => Number(matched) + Number(explained ?? 0) === Number(steps),
  ).length;
  return { passed, failed: lines.length - passed };
}

/**
 * @param {{status: string}[]} results
 * @param {string} status
 */
function count(results, status) {
  return results.filter((result) => result.status === status).length;
}
