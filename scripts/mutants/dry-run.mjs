import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { WorkerProcess } from './worker-process.mjs';

/**
 * A test file, what it reaches while it is loaded, and its tests with what they reach.
 * @typedef {Omit<Extract<import('./job.mjs').Line, {is: 'reached'}>, 'is' | 'file'>} Reach
 * @typedef {{file: string, loaded: string[], tests: Reach[]}} TestFile
 */

/** Milliseconds without a word from any test. */
const PATIENCE = 300_000;

/**
 * Runs the tests without a mutant: which reach which? What is known of a test file holds as long as it and all
 * sources stay as they are. Throws when a test fails.
 * @param {readonly string[]} files paths from the root
 * @param {string} instrumented the file with the instrumented sources
 * @param {string} memory the file in which it is kept
 * @param {number} workers
 * @returns {Promise<TestFile[]>}
 */
export async function dryRun(files, instrumented, memory, workers) {
  const sources = hashOf(
    globSync('packages/*/src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }),
  );
  const keyOf = (/** @type {string} */ file) => `${sources}-${hashOf([file])}`;
  /** @type {Record<string, TestFile>} */
  const known = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : {};
  const missing = files.filter((file) => known[keyOf(file)] === undefined);
  const fresh = missing.length === 0 ? [] : await runDry(missing, instrumented, workers);
  const now = Object.fromEntries(fresh.map((one) => [keyOf(one.file), one]));
  const all = files.flatMap((file) => now[keyOf(file)] ?? known[keyOf(file)] ?? []);
  writeFileSync(
    memory,
    JSON.stringify(Object.fromEntries(all.map((one) => [keyOf(one.file), one]))),
  );
  return all;
}

/**
 * @param {string[]} files
 * @param {string} instrumented
 * @param {number} workers
 * @returns {Promise<TestFile[]>}
 */
async function runDry(files, instrumented, workers) {
  const worker = new WorkerProcess(instrumented, workers);
  const { over, lines } = await worker.carryOut({ is: 'dry', files }, PATIENCE);
  worker.close();
  if (!over) throw new Error('the tests do not come to their end');
  /** @type {Map<string, TestFile>} */
  const found = new Map(files.map((file) => [file, { file, loaded: [], tests: [] }]));
  for (const line of lines) {
    if (line.is === 'loaded') found.get(line.file)?.loaded.push(...line.mutants);
    else if (line.is === 'reached') {
      const { is: _, file, ...test } = line;
      if (test.state === 'failed') throw new Error(`fails without any mutant: ${test.name}`);
      found.get(file)?.tests.push(test);
    }
  }
  return [...found.values()];
}

/** @param {readonly string[]} files paths from the root */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.toSorted())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
