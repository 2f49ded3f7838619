/** How often a process is started again for one test file; what is left then is tried alone. */
const STARTS = 40;
/** Milliseconds without a word in which a test must have come to its end, and times its duration. */
const PATIENCE = 20_000;
const TIMES = 20;

/**
 * What came of trying mutants on one test file. `killed`: with the test, or endless; `left`: those to which this
 * says nothing, since they have spoilt the process or ended it, or were not reached.
 * @typedef {{killed: Map<string, {is: 'killed' | 'timeout', by: string}>, left: Set<string>}} Tried
 */

/**
 * Tries mutants on the tests of one file that reach them, all in one process as long as that goes well.
 * @param {import('./dry-run.mjs').TestFile} testFile
 * @param {ReadonlySet<string>} mutants
 * @param {import('./worker-process.mjs').WorkerProcess} worker
 * @returns {Promise<Tried>}
 */
export async function tryTogether({ file, tests }, mutants, worker) {
  /** @type {Tried} */
  const tried = { killed: new Map(), left: new Set() };
  const todo = new Map(
    tests
      .filter(({ state }) => state === 'sound')
      .map(({ test, hits }) => [test, Object.keys(hits).filter((id) => mutants.has(id))]),
  );
  const hits = totalHits(tests);
  const patience = Math.max(PATIENCE, TIMES * Math.max(...tests.map(({ ms }) => ms)));
  const isOpen = (/** @type {string} */ id) => !tried.killed.has(id) && !tried.left.has(id);
  for (let starts = 0; starts < STARTS; starts += 1) {
    for (const [test, ids] of todo) todo.set(test, ids.filter(isOpen));
    const some = [...todo].filter(([, ids]) => ids.length > 0);
    if (some.length === 0) return tried;
    const job = {
      is: /** @type {const} */ ('together'),
      files: [file],
      todo: Object.fromEntries(some),
      hits,
    };
    const { over, lines } = await worker.carryOut(job, patience);
    let trying = '';
    for (const line of lines) {
      if (line.is === 'begin') {
        trying = line.mutant;
        todo.set(
          line.test,
          (todo.get(line.test) ?? []).filter((id) => id !== trying),
        );
      } else if (line.is === 'killed') tried.killed.set(line.mutant, { is: 'killed', by: line.by });
      else if (line.is === 'endless') tried.killed.set(line.mutant, { is: 'timeout', by: line.by });
      else if (line.is === 'spoilt' || line.is === 'missed') tried.left.add(line.mutant);
    }
    if (!over && trying !== '') tried.left.add(trying);
    if (over && !lines.some(({ is }) => is === 'spoilt')) return tried;
  }
  for (const ids of todo.values()) for (const id of ids) if (isOpen(id)) tried.left.add(id);
  return tried;
}

/** @param {readonly import('./dry-run.mjs').Reach[]} tests @returns {Record<string, number>} */
export function totalHits(tests) {
  /** @type {Record<string, number>} */
  const sum = {};
  for (const { hits } of tests)
    for (const [id, count] of Object.entries(hits)) sum[id] = (sum[id] ?? 0) + count;
  return sum;
}
