import { PhoenixError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import type { Stop } from './stop.ts';

/** Work was left undone because somebody asked to stop. No failure of the guest. */
export class Interrupted extends PhoenixError {
  constructor(before: string, stop: Pick<Stop, 'reason'>) {
    const byHand = stop.reason === 'SIGINT' || stop.reason === undefined;
    super(`stopped ${before}: ${WORDS[stop.reason ?? 'SIGINT']}`, {
      exit: byHand ? EXIT.interrupted : EXIT.terminated,
      hint: 'the same command again goes on from here',
    });
    this.name = 'Interrupted';
  }
}

const WORDS = {
  SIGINT: 'interrupted',
  SIGTERM: 'told to terminate',
  SIGHUP: 'the terminal went away',
  reader: 'nobody reads the events any more',
} as const;
