import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Verdict } from './trial.ts';

/** The verdicts of a seed, a line each; a line that was cut off is none. */
export class Ledger {
  readonly verdicts: Verdict[] = [];
  readonly #file: string;

  /** Goes on with the file when `isResumed`, without what had faults; else begins it anew. */
  constructor(file: string, isResumed: boolean) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (isResumed && existsSync(file))
      this.verdicts.push(
        ...linesOf(readFileSync(file, 'utf8')).filter(({ faults }) => faults.length === 0),
      );
    writeFileSync(file, this.verdicts.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }

  add(verdict: Verdict): void {
    this.verdicts.push(verdict);
    appendFileSync(this.#file, `${JSON.stringify(verdict)}\n`);
  }
}

function linesOf(text: string): Verdict[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
