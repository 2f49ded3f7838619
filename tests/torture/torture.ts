import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Ledger } from './ledger.ts';
import { labsOf, type Round } from './round.ts';
import type { Verdict } from './trial.ts';

/** How long and with what. */
export interface Wanted {
  readonly seed: number;
  readonly minutes: number;
  /** At most so many labs. */
  readonly rounds: number;
  readonly kinds?: readonly string[];
  /** One trial, by its name. */
  readonly only?: string;
  readonly isResumed: boolean;
  /** Labs that are tried at the same time. */
  readonly jobs: number;
  readonly ledger: string;
}

/** Tries labs one after the other, as many at once as there are jobs; tells each verdict. */
export async function torture(
  wanted: Wanted,
  tell: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const { seed, kinds, only } = wanted;
  const ledger = new Ledger(wanted.ledger, wanted.isResumed);
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-torture-'));
  const until = Date.now() + wanted.minutes * 60_000;
  const done = new Set(ledger.verdicts.map(({ trial }) => trial));
  const labs = labsOf(wanted);
  const work = async () => {
    while (Date.now() < until) {
      const round = labs.shift();
      if (round === undefined) return;
      const about: Round = {
        seed,
        round,
        done,
        until,
        directory,
        ...(kinds && { kinds }),
        ...(only !== undefined && { only }),
      };
      await inThread(about, (verdict) => {
        ledger.add(verdict);
        tell(verdict);
      });
    }
  };
  await Promise.all(Array.from({ length: wanted.jobs }, work));
  if (ledger.verdicts.every(({ faults }) => faults.length === 0)) remove(directory);
  return ledger.verdicts;
}

function inThread(round: Round, tell: (verdict: Verdict) => void): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: round });
  return new Promise((resolve, reject) => {
    worker.on('message', tell);
    worker.on('error', (error) =>
      reject(new Error(`lab ${round.seed}.${round.round}: ${error.message}`)),
    );
    worker.on('exit', () => resolve());
  });
}

function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
