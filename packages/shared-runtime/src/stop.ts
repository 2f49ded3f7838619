/** A wish to stop, as signals and a reader that went away express it. */
export interface Stop {
  /** True once nothing new may be started; what runs is left to finish. */
  readonly requested: boolean;
  /** What asked for it; `reader` when nobody reads the events any more. */
  readonly reason: StopReason | undefined;
  /** Fires with the first request: ends waits between operations. */
  readonly asked: AbortSignal;
  /** Fires with the second request: ends the running command with one SIGTERM. */
  readonly abort: AbortSignal;
}

export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'reader';

/** A stop that somebody can ask for. */
export interface StopControl extends Stop {
  /** The first call asks to finish, every further one to end what runs. */
  request(reason: StopReason): void;
}

/** A stop that nobody has asked for yet. */
export function createStop(): StopControl {
  const asked = new AbortController();
  const abort = new AbortController();
  let reason: StopReason | undefined;
  return {
    get requested() {
      return reason !== undefined;
    },
    get reason() {
      return reason;
    },
    asked: asked.signal,
    abort: abort.signal,
    request(by) {
      if (reason !== undefined) abort.abort();
      reason ??= by;
      asked.abort();
    },
  };
}
