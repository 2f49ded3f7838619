import { nameOfTurn, ownId } from './job.mjs';
import { totalHits } from './together.mjs';

/** Milliseconds without a word, and times the duration of all that is run; a machine may be busy. */
const PATIENCE = 45_000;
const TIMES = 20;
/** How many are tried in one process. */
const BATCH = 25;

/**
 * Tries mutants on one test file that is loaded anew for each. The first in a process that fails its tests is noticed
 * in any case, and what ends the process or itself finds no end as well; of the others only those after which the tests
 * pass without them.
 * @param {import('./dry-run.mjs').TestFile} testFile
 * @param {readonly string[]} mutants
 * @param {import('./worker-process.mjs').WorkerProcess} worker
 * @returns {Promise<Map<string, {is: 'killed' | 'timeout', by: string}>>} those that are noticed
 */
export async function tryAlone({ file, loaded, tests }, mutants, worker) {
  /** @type {Map<string, {is: 'killed' | 'timeout', by: string}>} */
  const noticed = new Map();
  const hits = totalHits(tests);
  const patience = PATIENCE + TIMES * tests.reduce((sum, { ms }) => sum + ms, 0);
  const todo = (/** @type {string} */ id) =>
    (loaded.includes(id) ? tests : tests.filter((one) => id in one.hits)).map(({ test }) =>
      ownId(test),
    );
  let queue = [...mutants];
  while (queue.length > 0) {
    const batch = queue.slice(0, BATCH);
    const files = batch.flatMap((mutant) => [
      nameOfTurn({ file, mutant, isCheck: false }),
      nameOfTurn({ file, mutant, isCheck: true }),
    ]);
    const { over, lines } = await worker.carryOut(
      { is: 'alone', files, todo: Object.fromEntries(batch.map((id) => [id, todo(id)])), hits },
      patience,
    );
    const begun = lines
      .filter(({ is }) => is === 'begin')
      .flatMap((line) => ('mutant' in line ? [line.mutant] : []));
    for (const line of lines) {
      if (line.is === 'killed') noticed.set(line.mutant, { is: 'killed', by: line.by });
      else if (line.is === 'endless') noticed.set(line.mutant, { is: 'timeout', by: line.by });
    }
    const spoilt = lines.find(({ is }) => is === 'spoilt') !== undefined;
    const last = begun.at(-1);
    const rest = queue.filter((id) => !begun.includes(id));
    const isOpen = last !== undefined && !noticed.has(last) && (spoilt || !over);
    // Another may be to blame, so it is the first of the next process.
    if (isOpen && begun.length > 1) rest.unshift(last);
    else if (isOpen) noticed.set(last, { is: spoilt ? 'killed' : 'timeout', by: file });
    if (begun.length === 0) throw new Error(`nothing was tried on ${file}`);
    queue = rest;
  }
  return noticed;
}
