import {
  EXIT,
  PhoenixError,
  type PhoenixEvent,
  type RunningManager,
} from '@phoenix/shared-runtime';
import { spoken } from './ask.ts';
import type { Call } from './call.ts';
import { listen } from './listen.ts';
import { commandOf } from './managers.ts';
import type { Failure, Result } from './results.ts';
import type { Session } from './session.ts';
import type { StopSignal } from './world.ts';

/** What a manager made of its guest. */
export type Ended = Pick<Result, 'outcome' | 'seconds' | 'error' | 'busy' | 'stopped'>;

/** What a manager tells, with what the outcome is called here. */
export type Said = PhoenixEvent & { did?: string };

/** The same, with whether the manager itself told of it: one that was killed did not. */
export type Told = Ended & { readonly told: boolean };

type GuestResult = Extract<PhoenixEvent, { type: 'guest-result' }>;

/** Runs the manager of one guest; its events go to `tell` as they come. Never rejects. */
export function runManager(
  call: Call,
  id: number,
  runDirectory: string | undefined,
  session: Session,
  tell: (event: Said) => void,
): { done: Promise<Told>; signal: (name: StopSignal) => void; leave: () => void } {
  const { host, spawn } = session.world;
  const begun = host.now();
  let result: GuestResult | undefined;
  const { onEvent, doubt } = listen(call, (event) => {
    // Kept back until the exit status is known to agree.
    if (event.type === 'guest-result') result = event;
    else tell(event);
  });
  const env: Record<string, string> =
    runDirectory === undefined ? {} : { PHOENIX_RUN_DIR: runDirectory };
  const running = orRejected(() => spawn({ argv: commandOf(call, session), env, onEvent }));
  const done = running.done.then(
    ({ exit, stderr, left }) =>
      left === undefined ? endedWith(exit, stderr, result, call.manager) : leftAtWork(left),
    (error: unknown): Omit<Ended, 'seconds'> => ({ outcome: 'failed', error: failureOf(error) }),
  );
  return {
    signal: running.signal,
    leave: running.leave,
    done: done.then((ended) => {
      const seconds = result?.seconds ?? (host.now() - begun) / 1000;
      const error = ended.error === undefined ? {} : { error: ended.error };
      const { outcome } = ended;
      const text = doubt();
      if (text !== undefined) tell({ type: 'note', guest: id, text });
      const did = ended.stopped ? 'interrupted' : ended.busy ? 'busy' : undefined;
      const word = did === undefined ? {} : { did };
      tell({ type: 'guest-result', guest: id, outcome, seconds, ...error, ...word });
      return { ...ended, seconds, told: result !== undefined };
    }),
  };
}

/** A manager that is not there any more fails like one that cannot be started. */
function orRejected(start: () => RunningManager): RunningManager {
  try {
    return start();
  } catch (error) {
    return { done: Promise.reject(error), signal() {}, leave() {} };
  }
}

/** The outcome by event and exit status together: a success needs both to say so. */
export function endedWith(
  exit: number,
  talk: string,
  result: Pick<GuestResult, 'outcome' | 'error'> | undefined,
  manager: string,
): Omit<Ended, 'seconds'> {
  const bad = result?.outcome === 'failed' || result?.outcome === 'skipped';
  const stopped = exit === EXIT.interrupted || exit === EXIT.terminated;
  // A guest whose last step ended well before the interrupt took hold is done.
  if ((exit === EXIT.done || stopped) && result !== undefined && !bad) {
    return { outcome: result.outcome };
  }
  if (stopped) {
    const error = result?.error ?? { message: 'interrupted' };
    return { outcome: 'failed', error, stopped: true };
  }
  if (exit === EXIT.done && result === undefined) {
    const message = `${manager} ended and told nothing of what it did`;
    const told = 'do phoenix and its managers come from the same release? see their --version';
    return { outcome: 'failed', error: { message, hint: told } };
  }
  const { message, hint = killedHint(exit) } = spoken(talk.slice(-2000));
  const error = result?.error ?? {
    message: message ?? silence(manager, exit),
    ...(hint !== undefined && { hint }),
  };
  return { outcome: 'failed', error, ...(exit === EXIT.busy && { busy: true }) };
}

function leftAtWork(pid: number): Omit<Ended, 'seconds'> {
  const message = `left at work: its manager (pid ${pid}) does not end; pstree -ap ${pid} shows what it hangs at`;
  return { outcome: 'failed', error: { message }, stopped: true };
}

function silence(manager: string, exit: number): string {
  if (exit > 128) return `${manager} was killed (signal ${exit - 128})`;
  return `${manager} ended with ${exit} and said nothing`;
}

function killedHint(exit: number): string | undefined {
  return exit > 128 ? 'the same command again goes on from here' : undefined;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof PhoenixError)) throw error;
  return { message: error.message, ...(error.hint !== undefined && { hint: error.hint }) };
}
