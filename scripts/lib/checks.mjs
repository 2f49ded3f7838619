import { run } from './run.mjs';
import { shellcheck } from './shellcheck.mjs';

/**
 * @typedef {{ok: boolean, output: string}} Outcome
 * @typedef {{name: string, run: () => Promise<Outcome>}} Check
 */

/** Everything that looks at the sources without running them. @type {readonly Check[]} */
export const lintChecks = [
  {
    name: 'format and lint',
    run: () =>
      run('biome', ['check', '--error-on-warnings', '--colors=off', '--max-diagnostics=50']),
  },
  {
    name: 'import arrows',
    run: () =>
      run('depcruise', ['--config', '.dependency-cruiser.cjs', 'packages', 'tests', 'scripts']),
  },
  {
    name: 'unused code',
    run: () => run('knip', ['--no-progress']),
  },
  { name: 'shell scripts', run: async () => shellcheck(await shellFiles()) },
];

/** @type {Check} */
export const typecheck = {
  name: 'types',
  run: () => run('tsc', ['--noEmit', '-p', 'tsconfig.json']),
};

/** Shell files that are committed or about to be, by the name they end with. */
async function shellFiles() {
  const listed = await run('git', [
    ...['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--'],
    ...[
      '*.sh',
      '*.bash',
      '*.bats',
      '.ci/run',
      'scripts/compat/phoenix-cli',
      'scripts/package/debian/postrm',
    ],
  ]);
  return listed.output.split('\0').filter((file) => file !== '');
}
