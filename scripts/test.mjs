// `npm test`: everything, each part with its own report. Ends with one line `N passed, N failed`.
import { lintChecks, typecheck } from './lib/checks.mjs';
import { pool } from './lib/pool.mjs';
import { run } from './lib/run.mjs';
import { bats, conformance, vitest } from './lib/suites.mjs';

const started = performance.now();
let passed = 0;
let failed = 0;

/** @param {import('./lib/suites.mjs').Part} part */
function report(part) {
  passed += part.passed;
  failed += part.failed;
  const seconds = Math.round((performance.now() - started) / 1000);
  const bad = part.failed > 0;
  const counts = bad ? `${part.passed} passed, ${part.failed} FAILED` : `${part.passed} passed`;
  console.log(`[${String(seconds).padStart(4)} s] ${part.name}: ${counts}`);
  if (bad) console.log(part.output.trimEnd().replaceAll(/^/gm, '    '));
}

/** @param {import('./lib/checks.mjs').Check} check */
async function checked(check) {
  const { ok, output } = await check.run();
  report({ name: check.name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, output });
}

/**
 * @param {string} name
 * @param {(report: import('./lib/suites.mjs').Report) => Promise<void>} suite
 */
async function whole(name, suite) {
  try {
    await suite(report);
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report({ name, passed: 0, failed: 1, output });
  }
}

await checked({ name: 'build', run: () => run('node', ['scripts/build.mjs']) });
await pool([typecheck, ...lintChecks], 2, checked);
await whole('vitest', vitest);
await whole('bats', bats);
await whole('conformance', conformance);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
