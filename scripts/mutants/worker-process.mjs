import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from './job.mjs';

/**
 * How a job came out. `over`: it came to its end; else it was ended because nothing was told of it for too long, or
 * it died.
 * @typedef {{over: boolean, lines: import('./job.mjs').Line[]}} Outcome
 */

/** A worker (worker.mjs) and whatever it starts; one that hangs is ended and made anew for the next job. */
export class WorkerProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #directory = mkdtempSync(join(tmpdir(), 'phoenix-mutants-'));
  #job = join(this.#directory, 'job.json');
  #log = join(this.#directory, 'log.jsonl');
  #args;

  /** @param {string} instrumented the file with the instrumented sources @param {number} [atOnce] test files at once */
  constructor(instrumented, atOnce = 1) {
    this.#args = [instrumented, `${atOnce}`];
  }

  /**
   * @param {import('./job.mjs').Job} job
   * @param {number} patience milliseconds that may pass without a line about it
   * @returns {Promise<Outcome>}
   */
  async carryOut(job, patience) {
    const child = await this.#start();
    const begun = Date.now();
    const over = await new Promise((resolve) => {
      const end = (/** @type {boolean} */ isOver) => {
        clearInterval(watch);
        child.off('message', done);
        child.off('exit', died);
        resolve(isOver);
      };
      const done = () => end(true);
      const died = () => end(false);
      const watch = setInterval(() => {
        const since = Math.max(begun, statSync(this.#log, { throwIfNoEntry: false })?.mtimeMs ?? 0);
        if (Date.now() - since > patience) end(false);
      }, 100);
      child.on('message', done);
      child.on('exit', died);
      child.send(job);
    });
    const lines = readLines(this.#log);
    if (!over) this.#end();
    return { over, lines };
  }

  /** Ends the process for good. */
  close() {
    this.#end();
    rmSync(this.#directory, { recursive: true });
  }

  /** @returns {Promise<import('node:child_process').ChildProcess>} */
  async #start() {
    if (this.#child !== undefined && this.#child.exitCode === null) return this.#child;
    const child = fork(join(import.meta.dirname, 'worker.mjs'), this.#args, {
      // A group of its own, so that what it has started ends with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PHOENIX_MUTANTS_JOB: this.#job,
        PHOENIX_MUTANTS_LOG: this.#log,
        // A mutant that fills memory is to die soon.
        NODE_OPTIONS: '--max-old-space-size=2048',
      },
    });
    this.#child = child;
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error('a worker of vitest does not start')));
    });
    child.removeAllListeners('exit');
    return child;
  }

  #end() {
    const pid = this.#child?.pid;
    this.#child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has died by itself.
    }
  }
}
