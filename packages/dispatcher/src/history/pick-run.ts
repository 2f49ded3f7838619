import { didYouMean } from '@phoenix/shared-config';
import { EXIT, PhoenixError, quoteArgv, runIds, type Subject } from '@phoenix/shared-runtime';
import type { Session } from '../session.ts';

/** What words after `logs` or `status --run` name. */
export interface Picked {
  /** Id of a run; undefined when there is none. */
  readonly run: string | undefined;
  /** The words that follow: guests. */
  readonly guests: readonly string[];
}

/** How many runs are named where a word names none, or too many. */
const NAMED = 3;

/** Ids of the runs that are kept, newest first; throws (exit 77) for everybody but root. */
export function runsOf({ world, argv }: Session): readonly string[] {
  try {
    return runIds(world.host);
  } catch (error) {
    if (!(error instanceof PhoenixError) || error.exit !== EXIT.notPermitted) throw error;
    throw new PhoenixError(`cannot read the history of runs: ${error.message}`, {
      exit: error.exit,
      hint: `it is for root alone: log in as root, or type sudo ${quoteArgv(['phoenix', ...argv])}`,
    });
  }
}

/**
 * The run that the first word names, by the beginning of its id, or the newest one. An id of a run
 * has a T after its date, a guest never has, so that no word can be both. Throws for a word that
 * names no run (exit 66) or several (64).
 */
export function pickRun(words: readonly string[], ids: readonly string[]): Picked {
  const [first = 'last', ...rest] = words;
  if (first === 'last') return { run: ids[0], guests: rest };
  const found = ids.filter((id) => id.startsWith(first));
  const isDate = /^\d{8,}$/.test(first) && found.length > 0;
  if (!isDate && !/^\d{8}[T-]/.test(first)) return { run: ids[0], guests: words };
  const [run, ...others] = found;
  if (run === undefined) throw noRun(first, ids);
  if (others.length > 0 && !found.includes(first)) throw severalRuns(first, found);
  return { run: found.find((id) => id === first) ?? run, guests: rest };
}

/** The guests that words name, by id or by one of these names, and the setup steps. Throws (exit 66) for others. */
export function pickGuests(
  words: readonly string[],
  names: ReadonlyMap<Subject, string>,
): ReadonlySet<Subject> {
  const ids = words.flatMap((word): Subject[] => {
    if (names.has(word)) return [word];
    if (/^\d+$/.test(word)) return [Number(word)];
    const named = [...names].filter(([, name]) => name === word).map(([id]) => id);
    if (named.length === 0) throw neither(word, names);
    return named;
  });
  return new Set(ids);
}

function noRun(word: string, ids: readonly string[]): PhoenixError {
  const near = ids.toSorted((a, b) => alike(word, b) - alike(word, a)).slice(0, NAMED);
  const told = near.length === 0 ? 'none is kept here' : `the nearest are ${near.join(', ')}`;
  return new PhoenixError(`there is no run ${word}; ${told}`, {
    exit: EXIT.notFound,
    hint: 'phoenix runs lists them',
  });
}

/** The refusal (64) of a beginning that several ids have. */
export function severalRuns(word: string, found: readonly string[]): PhoenixError {
  const more = found.length > NAMED ? ', ...' : '';
  const some = `${found.slice(0, NAMED).join(', ')}${more}`;
  return new PhoenixError(`${found.length} runs begin with ${word}: ${some}`, {
    exit: EXIT.usage,
    hint: 'type more of the id; phoenix runs lists them',
  });
}

function neither(word: string, names: ReadonlyMap<Subject, string>): PhoenixError {
  const close = didYouMean(word, [...names.values(), 'last']);
  return new PhoenixError(`"${word}" is no run, no guest and no setup step of it`, {
    exit: EXIT.notFound,
    hint:
      close === undefined
        ? 'guests are named by id or name; phoenix runs lists the runs'
        : `did you mean ${close}? phoenix runs lists the runs`,
  });
}

/** How many characters two words have in common from their beginning. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
