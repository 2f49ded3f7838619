import { setTimeout } from 'node:timers/promises';
import { phase } from '../../record/phase.ts';
import { Refusal } from '../../state/refusal.ts';
import type { ToParent, ToWorker } from './messages.ts';

/** The process that runs this one. */
const command = process.ppid;
let isWorker = false;
let interrupt: (() => void) | undefined;
let interrupted = false;
const interruption = new Promise<never>((_, reject) => {
  interrupt = () => {
    interrupted = true;
    reject(new Interrupted());
  };
});
interruption.catch(() => undefined);

/** SIGTERM or SIGINT reached the worker. */
export class Interrupted extends Refusal {
  constructor() {
    super('received interrupt');
    this.name = 'Interrupted';
  }
}

const stopping = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const onSignal = (): void => interrupt?.();

/** Makes a SIGTERM or SIGINT an Interrupted in what `step` waits for. */
export function watchSignals(): void {
  for (const signal of stopping) process.on(signal, onSignal);
}

/** Lets signals end this process again. */
export function unwatchSignals(): void {
  for (const signal of stopping) process.off(signal, onSignal);
}

/** Says that this process is the worker of a command, and watches its signals. */
export function becomeWorker(): void {
  isWorker = true;
  watchSignals();
}

/** Waits for one step of the work. @throws Interrupted when a signal comes first */
export function step<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return Promise.race([interruption, work]);
}

/**
 * Waits for something that is being made and hands it to `keep`. What an interruption cuts short is
 * kept as well, once it is there: whoever undoes the job has to know of it.
 */
export async function stepTo<T>(work: Promise<T>, keep: (made: T) => void): Promise<T> {
  try {
    return await step(work);
  } finally {
    await work.then(keep, () => undefined);
  }
}

/**
 * A command that was killed closes what it held open one by one: until it is gone, a word of the worker
 * could still be taken by a pipe that nobody reads.
 */
async function commandIsGone(): Promise<void> {
  const patience = Date.now() + 2000;
  while (process.ppid === command && Date.now() < patience) await setTimeout(1);
}

/**
 * Enters a phase of a job. A worker does so by way of its command, which takes the phase's time and
 * may die in it; a worker whose command is gone goes on at once.
 * @throws Interrupted
 */
export async function enter(name: string, seconds: number): Promise<void> {
  if (interrupted) throw new Interrupted();
  if (!isWorker) return await step(phase(name, seconds));
  if (!process.connected) return await commandIsGone();
  await step(
    new Promise<void>((resolve) => {
      const done = () => {
        process.off('message', answered);
        process.off('disconnect', left);
        resolve();
      };
      const left = () => void commandIsGone().then(done);
      const answered = (message: ToWorker) => {
        if (message.kind === 'phase-over') done();
      };
      process.on('message', answered);
      process.on('disconnect', left);
      const message: ToParent = { kind: 'phase', name, seconds };
      process.send?.(message, undefined, {}, (error) => {
        if (error !== null) left();
      });
    }),
  );
}
