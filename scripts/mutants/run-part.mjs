import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { dryRun } from './dry-run.mjs';
import { instrument } from './instrument.mjs';
import { Ledger } from './ledger.mjs';
import { sourcesOf, testsOf } from './parts.mjs';
import { sampleOf } from './sample.mjs';
import { tryMutants } from './try-mutants.mjs';

/**
 * What is wanted of a run. `only`: the end of a path; `resume`: what tests noticed before is not tried again.
 * @typedef {{sample?: number, seed: number, resume: boolean, only?: string, workers: number}} Wanted
 */

const directory = join(root, 'dist', 'mutants');

/** The mutants of a part, and what is known of them. @param {import('./parts.mjs').Part} part */
export async function openPart(part) {
  mkdirSync(directory, { recursive: true });
  const { mutants, messages, instrumented } = await instrument(sourcesOf(part));
  return {
    mutants,
    messages,
    instrumented,
    ledger: new Ledger(join(directory, `${part.name}.jsonl`)),
  };
}

/**
 * Tries the mutants of a part, or some of them, and keeps what came of it.
 * @param {import('./parts.mjs').Part} part
 * @param {Wanted} wanted
 * @param {(text: string) => void} tell
 */
export async function runPart(part, { sample, seed, resume, only, workers }, tell) {
  const { mutants, instrumented, ledger } = await openPart(part);
  const file = join(directory, `${part.name}.instrumented.json`);
  writeFileSync(file, JSON.stringify(instrumented));
  const named = mutants.filter((mutant) => only === undefined || mutant.file.endsWith(only));
  const drawn = sample === undefined ? named : sampleOf(named, sample, seed);
  if (!resume && only === undefined) ledger.clear();
  const isNoticed = (/** @type {string} */ id) =>
    ['killed', 'timeout'].includes(ledger.of(id)?.is ?? '');
  const some = drawn.filter(({ id }) => !resume || !isNoticed(id));
  if (some.length === 0) return;
  tell(`${some.length} mutants; the tests without any`);
  const memory = join(directory, `${part.name}.reach.json`);
  const testFiles = await dryRun(testsOf(part), file, memory, workers);
  await tryMutants(some, testFiles, {
    instrumented: file,
    workers,
    settle: (verdict) => ledger.add(verdict),
    tell,
  });
}
