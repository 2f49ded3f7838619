import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { root } from './toolchain.mjs';

const runner = join(root, 'tests', 'conformance', 'run.ts');

/**
 * Directories of scenario files that are there: the project's own, and recordings kept elsewhere
 * ($PVE_SCENARIOS, or beside the clone).
 */
export function conformanceDirectories() {
  const candidates = [
    join(root, 'tests', 'conformance', 'scenarios'),
    process.env.PVE_SCENARIOS ?? join(root, '..', 'shared', 'reference', 'pve-scenarios'),
  ];
  return candidates.filter((directory) => existsSync(directory));
}

/**
 * Replays scenarios; the output ends with "N passed, N failed", counting scenarios.
 * @param {string[]} directories
 */
export function runConformance(directories) {
  return run('node', [runner, ...directories]);
}
