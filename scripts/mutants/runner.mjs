// Runs inside of vitest (option `runner`): carries out a job on each test file, see job.mjs.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { TestRunner, vi } from 'vitest';
import { root } from '../lib/toolchain.mjs';
import { ownId, readJob, turnOf } from './job.mjs';
import { activate, countFor, deactivate, hitsOf, loaded } from './switch.mjs';

const { PHOENIX_MUTANTS_JOB = '', PHOENIX_MUTANTS_LOG = '' } = process.env;

/** @param {import('./job.mjs').Line} line */
const tell = (line) => appendFileSync(PHOENIX_MUTANTS_LOG, `${JSON.stringify(line)}\n`);

/** One test is run with one mutant after another: vitest repeats it, hooks and all. */
class Together extends TestRunner {
  #job = /** @type {import('./job.mjs').TogetherJob} */ (readJob(PHOENIX_MUTANTS_JOB));
  /** @type {Set<string>} */
  #killed = new Set();
  /** @type {string[]} */
  #waiting = [];
  /** @type {string | undefined} */
  #trying;
  /** The mutant that was noticed in the turn before, in which nothing is active. @type {string | undefined} */
  #noticed;
  #isSpoilt = false;

  /** @override @param {import('vitest').RunnerTestCase} test */
  async onBeforeRunTask(test) {
    await super.onBeforeRunTask(test);
    this.#waiting = [...(this.#job.todo[test.id] ?? [])];
    if (this.#waiting.length === 0 || this.#isSpoilt) test.mode = 'skip';
    // After each mutant a turn without one, for when it is noticed.
    else test.repeats = this.#waiting.length * 2 - 1;
  }

  /** @override @param {import('vitest').RunnerTestCase} test @param {{retry: number, repeats: number}} turn */
  onBeforeTryTask(test, turn) {
    super.onBeforeTryTask(test, turn);
    this.#trying = this.#noticed === undefined ? this.#next() : undefined;
    if (this.#trying === undefined) return;
    tell({ is: 'begin', mutant: this.#trying, test: test.id });
    activate(this.#trying, this.#job.hits[this.#trying] ?? 0);
  }

  /** @param {import('vitest').RunnerTestCase} test */
  async runTask(test) {
    if (this.#trying === undefined && this.#noticed === undefined) return;
    await quietly(test);
  }

  /** @override @param {import('vitest').RunnerTestCase} test @param {{retry: number, repeats: number}} turn */
  async onAfterRetryTask(test, turn) {
    await super.onAfterRetryTask(test, turn);
    const came = deactivate();
    const failed = takeFailure(test);
    const mutant = this.#trying ?? this.#noticed;
    if (mutant === undefined) return;
    if (this.#trying !== undefined) {
      if (failed && came === 'endless') this.#kill('endless', mutant, test);
      else if (failed) this.#noticed = mutant;
      else if (came === 'missed') tell({ is: 'missed', mutant, test: test.id });
      return;
    }
    this.#noticed = undefined;
    if (!failed) return this.#kill('killed', mutant, test);
    this.#isSpoilt = true;
    tell({ is: 'spoilt', mutant });
  }

  /** @param {'killed' | 'endless'} is @param {string} mutant @param {import('vitest').RunnerTestCase} test */
  #kill(is, mutant, test) {
    this.#killed.add(mutant);
    tell({ is, mutant, by: nameOf(test) });
  }

  #next() {
    if (this.#isSpoilt) return undefined;
    for (let id = this.#waiting.shift(); id !== undefined; id = this.#waiting.shift())
      if (!this.#killed.has(id)) return id;
    return undefined;
  }
}

/** Each test twice: the second time says whether a process can run it again and again. */
class Dry extends TestRunner {
  #isSecond = false;
  #ms = 0;
  /** @type {'sound' | 'once' | 'failed'} */
  #state = 'sound';

  /** @override @param {import('vitest').RunnerTestCase} test */
  async onBeforeRunTask(test) {
    await super.onBeforeRunTask(test);
    test.repeats = 1;
    test.concurrent = false;
    this.#state = 'sound';
  }

  /** @override @param {import('vitest').RunnerTestCase} test @param {{retry: number, repeats: number}} turn */
  onBeforeTryTask(test, turn) {
    super.onBeforeTryTask(test, turn);
    countFor(test.id);
    this.#isSecond = turn.repeats > 0;
    this.#ms = performance.now();
  }

  /** @override @param {import('vitest').RunnerTestCase} test @param {{retry: number, repeats: number}} turn */
  async onAfterRetryTask(test, turn) {
    await super.onAfterRetryTask(test, turn);
    countFor();
    const ms = Math.round(performance.now() - this.#ms);
    if (takeFailure(test)) this.#state = this.#isSecond ? 'once' : 'failed';
    if (!this.#isSecond) return;
    const [id, file, name] = [test.id, fileOf(test), nameOf(test)];
    const hits = hitsOf(id);
    tell({ is: 'reached', file, test: id, name, ms, hits, state: this.#state });
  }

  /** @override @param {import('vitest').RunnerTestSuite} suite */
  async onAfterRunSuite(suite) {
    await super.onAfterRunSuite(suite);
    if (suite.file === suite) tell({ is: 'loaded', file: fileOf(suite), mutants: loaded() });
  }
}

/** Mutants that are there before anything is loaded: for each the whole file is loaded anew. */
class Alone extends TestRunner {
  #job = /** @type {import('./job.mjs').AloneJob} */ (readJob(PHOENIX_MUTANTS_JOB));
  #turn = turnOf('');
  /** Whether this turn is to be taken. */
  #isOn = false;
  /** What failed in this turn. @type {string | undefined} */
  #failed;
  /** What failed in the turn before, to be checked. @type {string | undefined} */
  #noticed;
  #isSpoilt = false;

  /** @param {any} config */
  constructor(config) {
    super(config);
    process.on('unhandledRejection', () => this.#fail(`${this.#turn.file}, outside of its tests`));
  }

  /** @param {string[]} paths */
  onBeforeCollect([path = '']) {
    this.#turn = turnOf(path);
    this.#failed = undefined;
    const { isCheck, mutant } = this.#turn;
    this.#isOn = !this.#isSpoilt && (!isCheck || this.#noticed !== undefined);
    if (!this.#isOn) return;
    vi.resetModules();
    if (isCheck) return;
    tell({ is: 'begin', mutant, test: '' });
    activate(mutant, this.#job.hits[mutant] ?? 0);
  }

  /** @override @param {string} path @param {'collect' | 'setup'} source */
  importFile(path, source) {
    if (!this.#isOn) return;
    return super.importFile(source === 'setup' ? path : this.#turn.file, source);
  }

  /** @param {import('vitest').RunnerTestFile[]} files */
  onCollected(files) {
    for (const file of files) if (takeFailure(file)) this.#fail(`${fileOf(file)}, loading`);
  }

  /** @override @param {import('vitest').RunnerTestCase} test */
  async onBeforeRunTask(test) {
    await super.onBeforeRunTask(test);
    const isWanted = this.#job.todo[this.#turn.mutant]?.includes(ownId(test.id)) === true;
    if (this.#failed !== undefined || !isWanted) test.mode = 'skip';
  }

  /** @param {import('vitest').RunnerTestCase} test */
  runTask(test) {
    return quietly(test);
  }

  /** @override @param {import('vitest').RunnerTestCase} test */
  onAfterRunTask(test) {
    super.onAfterRunTask(test);
    if (takeFailure(test)) this.#fail(nameOf(test));
  }

  /** @override @param {import('vitest').RunnerTestSuite} suite */
  async onAfterRunSuite(suite) {
    await super.onAfterRunSuite(suite);
    if (takeFailure(suite)) this.#fail(`${fileOf(suite)}: ${suite.name}, around its tests`);
  }

  /** @override @param {import('vitest').RunnerTestFile[]} files */
  onAfterRunFiles(files) {
    super.onAfterRunFiles(files);
    if (!this.#isOn) return;
    const { isCheck, mutant } = this.#turn;
    const came = deactivate();
    const by = this.#noticed ?? '';
    this.#noticed = undefined;
    if (!isCheck && this.#failed !== undefined) {
      if (came === 'endless') tell({ is: 'endless', mutant, by: this.#failed });
      else this.#noticed = this.#failed;
    } else if (isCheck && this.#failed === undefined) tell({ is: 'killed', mutant, by });
    else if (isCheck) {
      this.#isSpoilt = true;
      tell({ is: 'spoilt', mutant });
    }
  }

  /** @param {string} by */
  #fail(by) {
    this.#failed ??= by;
  }
}

/** The test itself; a difference between two large plans need not be worked out. @param {import('vitest').RunnerTestCase} test */
async function quietly(test) {
  try {
    await TestRunner.getTestFn(test)?.();
  } catch (error) {
    // A skip from within is no failure.
    if (error instanceof Error && error.message.startsWith('test is skipped')) throw error;
    throw new Error('noticed');
  }
}

/**
 * Whether it has failed; from there on it counts as passed, so that vitest goes on.
 * @param {import('vitest').RunnerTestCase | import('vitest').RunnerTestSuite} task
 */
function takeFailure(task) {
  if (task.result?.state !== 'fail') return false;
  task.result.state = 'pass';
  task.result.errors = [];
  return true;
}

/** @param {import('vitest').RunnerTestCase | import('vitest').RunnerTestSuite} task */
const fileOf = (task) => relative(root, turnOf(task.file.filepath).file);

/** @param {import('vitest').RunnerTestCase} test */
function nameOf(test) {
  const names = [test.name];
  for (let { suite } = test; suite !== undefined; { suite } = suite) names.unshift(suite.name);
  return `${fileOf(test)}: ${names.filter(Boolean).join(' > ')}`;
}

// biome-ignore lint/style/noDefaultExport: vitest takes a runner by its default export
export default { dry: Dry, together: Together, alone: Alone }[readJob(PHOENIX_MUTANTS_JOB).is];
