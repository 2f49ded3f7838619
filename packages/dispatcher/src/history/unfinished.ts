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
 * What runs `VERB NAME ...` have left that no later one has done: one that came to a good end has done what is
 * its own, and all that the same words mean. Undefined when there is nothing. It is read from the history of
 * runs, so it is a hint: without it nothing is known of an unfinished run.
 */
export function unfinished(verb: string, name: string, host: Reader): Unfinished | undefined {
  let since: number | undefined;
  const stopped = new Set<number>();
  const done = { guests: new Set<number>(), words: new Set<string>() };
  for (const id of idsOf(host)) {
    const parsed = parseArgv(readRunWords(host, id));
    if ('message' in parsed || parsed.words[0] !== verb || parsed.words[1] !== name) continue;
    const run = readRun(host, id);
    const words = parsed.words.slice(2).join(' ');
    const guests = run.guests.map((guest) => Number(guest.id));
    if (run.exit === 0) {
      done.words.add(words);
      for (const guest of guests) done.guests.add(guest);
      continue;
    }
    const isOpen = guests.length === 0 || guests.some((guest) => !done.guests.has(guest));
    if (run.state === 'running' || done.words.has(words) || !isOpen) continue;
    since = Math.floor(Date.parse(run.since) / 1000);
    for (const guest of stoppedIn(host, id)) if (!done.guests.has(guest)) stopped.add(guest);
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
