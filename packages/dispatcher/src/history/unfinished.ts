import {
  EXIT,
  type Host,
  PhoenixError,
  readRun,
  readRunWords,
  runIds,
  stoppedIn,
} from '@phoenix/shared-runtime';
import { parseArgv } from '../argv.ts';

/** What runs of the same verb and name have left that did not come to their end. */
export interface Unfinished {
  /** Seconds since the epoch: the first of them began. */
  readonly since: number;
  /** Guests that one of them was about to stop. */
  readonly stopped: ReadonlySet<number>;
}

type Reader = Pick<Host, 'read' | 'list' | 'now'>;

/**
 * The runs `VERB NAME ...` since the last that came to a good end: their work is to be gone on with.
 * Undefined when there is none. It is read from the history of runs, so it is a hint: without it
 * nothing is known of an unfinished run.
 */
export function unfinished(verb: string, name: string, host: Reader): Unfinished | undefined {
  let since: number | undefined;
  const stopped = new Set<number>();
  for (const id of idsOf(host)) {
    const parsed = parseArgv(readRunWords(host, id));
    if ('message' in parsed || parsed.words[0] !== verb || parsed.words[1] !== name) continue;
    const run = readRun(host, id);
    if (run.exit === 0) break;
    if (run.state === 'running') continue;
    since = Math.floor(Date.parse(run.since) / 1000);
    for (const guest of stoppedIn(host, id)) stopped.add(guest);
  }
  return since === undefined ? undefined : { since, stopped };
}

/** Others than root are shown a plan without it. */
function idsOf(host: Reader): readonly string[] {
  try {
    return runIds(host);
  } catch (error) {
    if (error instanceof PhoenixError && error.exit === EXIT.notPermitted) return [];
    throw error;
  }
}
