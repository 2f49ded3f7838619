import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pool } from './pool.mjs';
import { run } from './run.mjs';
import { tallyConformance, tallyTap, tallyVitest } from './tally.mjs';
import { root } from './toolchain.mjs';

/**
 * What a part of `npm test` came to. A runner that ended badly without a failing test counts as one
 * failure.
 * @typedef {{name: string, passed: number, failed: number, output: string}} Part
 * @typedef {(part: Part) => void} Report
 */

/** Unit and property tests. @param {Report} report */
export async function vitest(report) {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-vitest-'));
  const file = join(scratch, 'report.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { ok, output } = await run('vitest', ['run', ...reporters], { env: { NO_COLOR: '1' } });
  report(part('vitest', ok, tallyVitest(file), output));
  rmSync(scratch, { recursive: true });
}

/** The shell-facing contract: one bats process per file, as many at once as there are cores. @param {Report} report */
export async function bats(report) {
  const directory = join(root, 'tests', 'bats');
  if (!existsSync(directory)) return;
  // The longest file first, so that none is left running alone at the end.
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.bats'))
    .sort((a, b) => statSync(join(directory, b)).size - statSync(join(directory, a)).size);
  const options = {
    env: { BATS_LIB_PATH: join(root, 'node_modules') },
    // bats has a deadline of its own, but with it every failing test waits until then.
    deadline: 20 * 60_000,
  };
  await pool(files, availableParallelism(), async (file) => {
    const { ok, output } = await run('bats', ['--formatter', 'tap', `tests/bats/${file}`], options);
    report(part(`bats ${file}`, ok, tallyTap(output), output));
  });
}

/**
 * Recorded answers of real hosts, replayed against the sandbox: the project's own, and those kept
 * elsewhere ($PVE_SCENARIOS, or beside the clone), where they are there.
 * @param {Report} report
 */
export async function conformance(report) {
  const directories = [
    join(root, 'tests', 'conformance'),
    process.env.PVE_SCENARIOS ?? join(root, '..', 'shared', 'reference', 'pve-scenarios'),
  ].filter((directory) => existsSync(directory));
  if (directories.length === 0) return;
  const { ok, output } = await run('node', ['scripts/conformance.mjs', ...directories]);
  report(part('conformance', ok, tallyConformance(output), output));
}

/**
 * @param {string} name
 * @param {boolean} ok
 * @param {import('./tally.mjs').Tally} tally
 * @param {string} output
 * @returns {Part}
 */
function part(name, ok, { passed, failed }, output) {
  return { name, passed, failed: ok || failed > 0 ? failed : 1, output };
}
