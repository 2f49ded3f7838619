// A process of `npm run mutants` that runs tests through vitest, one job after another (worker-process.mjs).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { root } from '../lib/toolchain.mjs';

const [instrumentedFile = '', atOnce = '1'] = process.argv.slice(2);
/** @type {Record<string, string>} */
const instrumented = JSON.parse(readFileSync(instrumentedFile, 'utf8'));
const { PHOENIX_MUTANTS_JOB = '', PHOENIX_MUTANTS_LOG = '' } = process.env;

const vitest = await createVitest(
  'test',
  {
    root,
    watch: false,
    run: true,
    reporters: [{}],
    runner: join(import.meta.dirname, 'runner.mjs'),
    maxWorkers: Number(atOnce),
    silent: true,
    // What hangs is seen to from outside.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    passWithNoTests: true,
  },
  {
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        load: (id) => instrumented[id],
      },
    ],
    test: { setupFiles: [join(import.meta.dirname, 'setup.ts')] },
  },
);
process.on('message', async (/** @type {import('./job.mjs').Job} */ job) => {
  writeFileSync(PHOENIX_MUTANTS_JOB, JSON.stringify(job));
  writeFileSync(PHOENIX_MUTANTS_LOG, '');
  const project = vitest.getRootProject();
  const specifications = job.files.map((file) => project.createSpecification(join(root, file)));
  vitest.state.errorsSet.clear();
  await vitest.runTestSpecifications(specifications, job.is === 'dry');
  const errors = vitest.state.getUnhandledErrors().map((error) => String(Object(error).message));
  process.send?.({ errors });
});
process.send?.('ready');
