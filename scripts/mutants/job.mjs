import { readFileSync } from 'node:fs';

/**
 * What a worker is to do next:
 * - `dry`: run each test of the files twice without a mutant, and tell which mutants it reaches;
 * - `together`: run tests of one file with many mutants, one after another, in one process (`todo`: the mutants
 *   by the id of the test);
 * - `alone`: run tests of one file with one mutant after another, each there before anything is loaded (`todo`: the
 *   ids of the tests by the mutant).
 * `hits` says how often a mutant was reached by all tests of a file.
 * @typedef {{is: 'dry', files: string[]}} DryJob
 * @typedef {{is: 'together', files: string[], todo: Record<string, string[]>, hits: Record<string, number>}} TogetherJob
 * @typedef {{is: 'alone', files: string[], todo: Record<string, string[]>, hits: Record<string, number>}} AloneJob
 * @typedef {DryJob | TogetherJob | AloneJob} Job
 */

/**
 * What is told of a job, a line each:
 * - `loaded`: mutants that a file reaches outside of its tests;
 * - `reached`: how often a test reached mutants, its duration, and whether it bears to be run again;
 * - `begin`: a mutant is tried by a test, or by a file alone; `killed`: that test noticed, and without the mutant it passes again;
 *   `endless`: it reached the mutant so often that it must be a loop;
 * - `missed`: the test did not reach the mutant this time, since something is kept that was worked out before;
 * - `spoilt`: the test noticed and now fails without the mutant too, so nothing that follows in this process counts.
 * @typedef {{is: 'loaded', file: string, mutants: string[]}
 *   | {is: 'reached', file: string, test: string, name: string, ms: number, hits: Record<string, number>, state: 'sound' | 'once' | 'failed'}
 *   | {is: 'begin' | 'missed', mutant: string, test: string}
 *   | {is: 'killed' | 'endless', mutant: string, by: string}
 *   | {is: 'spoilt', mutant: string}} Line
 */

/** @param {string} path @returns {Job} */
export function readJob(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @param {string} path @returns {Line[]} without a last line that is not whole */
export function readLines(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

/**
 * A test file is run several times in a process, under a name of its own each time: with a mutant, and to check that
 * it passes without.
 * @typedef {{file: string, mutant: string, isCheck: boolean}} Turn
 */

/** @param {Turn} turn @returns {string} */
export function nameOfTurn({ file, mutant, isCheck }) {
  return [file, isCheck ? 'check' : 'mutant', mutant].join('@');
}

/** @param {string} name @returns {Turn} */
export function turnOf(name) {
  const [file = '', kind, mutant = ''] = name.split('@');
  return { file, mutant, isCheck: kind === 'check' };
}

/** Of the id of a test what does not depend on the name of its file. @param {string} id */
export function ownId(id) {
  return id.slice(id.indexOf('_'));
}
