import { pool } from '../lib/pool.mjs';
import { tryAlone } from './alone.mjs';
import { tryTogether } from './together.mjs';
import { WorkerProcess } from './worker-process.mjs';

/**
 * Tries mutants on all tests that reach them: first together, the quick test files before the slow ones, then those alone
 * that need it.
 * @param {readonly import('./instrument.mjs').Mutant[]} mutants
 * @param {readonly import('./dry-run.mjs').TestFile[]} testFiles
 * @param {{instrumented: string, workers: number, settle: (verdict: import('./ledger.mjs').Verdict) => void,
 *   tell: (text: string) => void}} hooks settle: called once for each mutant
 */
export async function tryMutants(mutants, testFiles, { instrumented, workers, settle, tell }) {
  const open = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  /** Test files on which a mutant has to be tried alone. @type {Map<string, Set<string>>} */
  const alone = new Map();
  const leave = (/** @type {string} */ id, /** @type {string} */ file) =>
    alone.set(id, (alone.get(id) ?? new Set()).add(file));
  const close = (/** @type {import('./ledger.mjs').Verdict} */ verdict) => {
    if (open.delete(verdict.id)) settle(verdict);
  };
  const idle = Array.from({ length: workers }, () => new WorkerProcess(instrumented));
  /** @template R @param {(worker: WorkerProcess) => Promise<R>} work */
  const withWorker = async (work) => {
    const worker = idle.pop();
    if (worker === undefined) throw new Error('more work at once than workers');
    return work(worker).finally(() => idle.push(worker));
  };

  const quickFirst = testFiles.toSorted((a, b) => durationOf(a) - durationOf(b));
  const reached = reachedBy(quickFirst);
  for (const { id } of mutants) if (!reached.has(id)) close({ id, is: 'uncovered' });
  let done = 0;
  await pool(quickFirst, workers, async (testFile) => {
    const { killed, left } = await withWorker((worker) =>
      tryTogether(testFile, new Set(open.keys()), worker),
    );
    for (const [id, { is, by }] of killed) close({ id, is, by });
    for (const id of left) leave(id, testFile.file);
    done += 1;
    if (killed.size > 0)
      tell(
        `${done} of ${quickFirst.length} test files, ${open.size} mutants left (${testFile.file})`,
      );
  });

  for (const [id, files] of toLoadWith(open.keys(), quickFirst))
    for (const file of files) leave(id, file);
  tell(
    `${[...open.keys()].filter((id) => alone.has(id)).length} of ${open.size} to be tried alone`,
  );
  done = 0;
  await pool(quickFirst, workers, async (testFile) => {
    const some = [...open.keys()].filter((id) => alone.get(id)?.has(testFile.file));
    const noticed = await withWorker((worker) => tryAlone(testFile, some, worker));
    for (const [id, { is, by }] of noticed) close({ id, is, by });
    done += 1;
    if (some.length > 0)
      tell(
        `${done} of ${quickFirst.length} test files, ${noticed.size} of ${some.length} noticed (${testFile.file})`,
      );
  });
  for (const id of open.keys()) close({ id, is: 'survived' });
  for (const worker of idle) worker.close();
}

/** @param {import('./dry-run.mjs').TestFile} testFile */
const durationOf = ({ tests }) => tests.reduce((sum, { ms }) => sum + ms, 0);

/** Mutants that anything reaches. @param {readonly import('./dry-run.mjs').TestFile[]} testFiles */
function reachedBy(testFiles) {
  return new Set(
    testFiles.flatMap(({ loaded, tests }) => [
      ...loaded,
      ...tests.flatMap(({ hits }) => Object.keys(hits)),
    ]),
  );
}

/**
 * Test files on which mutants have to be there before anything is loaded: those in which that runs as it is loaded,
 * as far as tests run anything of the same source, and tests that cannot be run again.
 * @param {Iterable<string>} ids
 * @param {readonly import('./dry-run.mjs').TestFile[]} testFiles
 * @returns {Map<string, string[]>}
 */
function toLoadWith(ids, testFiles) {
  const seen = testFiles.map(({ file, loaded, tests }) => {
    const hits = tests.flatMap((one) => Object.keys(one.hits));
    const once = tests.filter(({ state }) => state === 'once');
    return {
      file,
      loaded: new Set(loaded),
      sources: new Set(hits.map(sourceOf)),
      once: new Set(once.flatMap((one) => Object.keys(one.hits))),
    };
  });
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const id of ids) {
    const loading = seen.filter(({ loaded }) => loaded.has(id));
    const near = loading.filter(({ sources }) => sources.has(sourceOf(id)));
    const once = seen.filter((one) => one.once.has(id));
    const files = new Set([...(near.length > 0 ? near : loading), ...once].map(({ file }) => file));
    if (files.size > 0) found.set(id, [...files]);
  }
  return found;
}

/** Of the id of a mutant what all mutants of one source have in common. @param {string} id */
const sourceOf = (id) => id.slice(0, id.indexOf('-'));
