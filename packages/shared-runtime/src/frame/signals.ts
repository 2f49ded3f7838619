import type { StopControl } from '../stop.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const FIRST = 'interrupt received: what runs is finished, nothing new started; again to end it';

/**
 * Turns signals into requests to stop: the first lets finish what runs, each further one ends it
 * with SIGTERM. `tell` is given a line for the person at the terminal; `first` is the first one.
 */
export function listenToSignals(
  stop: StopControl,
  tell: (line: string) => void,
  first = FIRST,
): () => void {
  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      tell(stop.requested ? 'ending what runs; Proxmox undoes what it has begun' : first);
      stop.request(signal);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
