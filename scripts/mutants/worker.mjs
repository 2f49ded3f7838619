// A process of `npm run mutants` that runs tests through vitest, one job after another (worker-process.mjs).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, createVitest } from 'vitest/node';
import { root } from '../lib/toolchain.mjs';

const [instrumentedFile = '', atOnce = '1'] = process.argv.slice(2);
/** @type {Record<string, string>} */
const instrumented = JSON.parse(readFileSync(instrumentedFile, 'utf8'));
const { PHOENIX_MUTANTS_JOB = '', PHOENIX_MUTANTS_LOG = '' } = process.env;

/** Vitest would put first what failed before, or took long. */
class AsGiven extends BaseSequencer {
  /** @override @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    return files;
  }
}

/**
 * Vitest in a process for each test file, or in one for all of a job.
 * @param {boolean} isolate
 */
function start(isolate) {
  return createVitest(
    'test',
    {
      root,
      watch: false,
      run: true,
      isolate,
      reporters: [{}],
      runner: join(import.meta.dirname, 'runner.mjs'),
      maxWorkers: Number(atOnce),
      silent: true,
      sequence: { sequencer: AsGiven },
      // What hangs is seen to from outside.
      testTimeout: 3_600_000,
      hookTimeout: 3_600_000,
      passWithNoTests: true,
    },
    {
      plugins: [{ name: 'mutants', enforce: 'pre', load: (id) => instrumented[id] }],
      test: { setupFiles: [join(import.meta.dirname, 'setup.ts')] },
    },
  );
}

/** @type {Map<boolean, ReturnType<typeof start>>} */
const started = new Map();

process.on('message', async (/** @type {import('./job.mjs').Job} */ job) => {
  writeFileSync(PHOENIX_MUTANTS_JOB, JSON.stringify(job));
  writeFileSync(PHOENIX_MUTANTS_LOG, '');
  const isolate = job.is !== 'alone';
  const starting = started.get(isolate) ?? start(isolate);
  started.set(isolate, starting);
  const vitest = await starting;
  const project = vitest.getRootProject();
  const specifications = job.files.map((file) => project.createSpecification(join(root, file)));
  await vitest.runTestSpecifications(specifications, job.is === 'dry');
  process.send?.('done');
});
// Whoever asked is gone: nothing is left running.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
process.send?.('ready');
