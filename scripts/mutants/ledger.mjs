import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * What became of a mutant: a test failed; it ran without end or died; all tests passed; no test reaches it. By:
 * the test.
 * @typedef {{id: string, is: 'killed' | 'timeout' | 'survived' | 'uncovered', by?: string}} Verdict
 */

/** What is known of the mutants of a part, a line each in a file; of several about one the last counts. */
export class Ledger {
  #path;
  /** @type {Map<string, Verdict>} */
  #verdicts = new Map();

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line may have been cut off.
      if (!line.endsWith('}')) continue;
      /** @type {Verdict} */
      const verdict = JSON.parse(line);
      this.#verdicts.set(verdict.id, verdict);
    }
  }

  /** @param {string} id */
  of(id) {
    return this.#verdicts.get(id);
  }

  /** Forgets everything. */
  clear() {
    this.#verdicts.clear();
    writeFileSync(this.#path, '');
  }

  /** @param {Verdict} verdict */
  add(verdict) {
    this.#verdicts.set(verdict.id, verdict);
    appendFileSync(this.#path, `${JSON.stringify(verdict)}\n`);
  }
}
