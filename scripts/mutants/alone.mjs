import { totalHits } from './together.mjs';

/** Milliseconds without a word, and times the duration of all that is run; a machine may be busy. */
const PATIENCE = 45_000;
const TIMES = 20;

/**
 * Tries one mutant in processes of its own, on one test file after another until one notices. What dies or finds no
 * end counts as noticed.
 * @param {string} mutant
 * @param {readonly import('./dry-run.mjs').TestFile[]} testFiles
 * @param {import('./worker-process.mjs').WorkerProcess} worker
 * @returns {Promise<{is: 'killed' | 'timeout', by: string} | undefined>}
 */
export async function tryAlone(mutant, testFiles, worker) {
  for (const { file, loaded, tests } of testFiles) {
    const some = loaded.includes(mutant) ? tests : tests.filter(({ hits }) => mutant in hits);
    const hits = totalHits(tests);
    const patience = PATIENCE + TIMES * some.reduce((sum, { ms }) => sum + ms, 0);
    const { over, lines, errors } = await worker.carryOut(
      { is: 'alone', files: [file], mutant, tests: some.map(({ test }) => test), hits },
      patience,
    );
    if (!over) return { is: 'timeout', by: file };
    for (const line of lines) {
      if (line.is === 'killed') return { is: 'killed', by: line.by };
      if (line.is === 'endless') return { is: 'timeout', by: line.by };
    }
    if (errors.length > 0) return { is: 'killed', by: `${file}: ${errors[0]}` };
  }
  return undefined;
}
