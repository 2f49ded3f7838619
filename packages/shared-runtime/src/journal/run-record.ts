import type { GuestOutcome } from '../events.ts';
import type { Host } from '../host/host.ts';
import { quoteArgv } from '../quote.ts';
import { processStart } from '../tasks.ts';

/** How many guests came out in which way. */
export type OutcomeCounts = Readonly<Record<GuestOutcome, number>>;

/** Who began a run, as its `run.json` says. */
export interface RunRecord {
  readonly program: string;
  /** What followed the program on the command line. */
  readonly argv: readonly string[];
  /** All of it as a person would type it. */
  readonly command: string;
  readonly pid: number;
  /** Start of that process in clock ticks since boot: its pid may be another's by now. */
  readonly born?: number;
  /** ISO time. */
  readonly since: string;
}

/** How a run ended, as its `end.json` says; a run that was killed has none. */
export interface RunEnd {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly exit: number;
  readonly seconds: number;
  readonly counts: OutcomeCounts;
}

/** The record of a run that this process began at `since` (milliseconds since the epoch). */
export function recordOf(
  host: Pick<Host, 'read'>,
  [program = '', ...argv]: readonly string[],
  since: number,
): RunRecord {
  const { pid } = process;
  const born = bornOf(host, pid);
  return {
    program,
    argv,
    command: quoteArgv([program, ...argv]),
    pid,
    ...(born !== undefined && { born }),
    since: new Date(since).toISOString(),
  };
}

/** Whether the very process that began a run is still alive. */
export function isAlive(
  host: Pick<Host, 'read'>,
  { pid, born }: Pick<RunRecord, 'pid' | 'born'>,
): boolean {
  const now = bornOf(host, pid);
  return now !== undefined && (born === undefined || now === born);
}

/** Reads a `run.json`; undefined when it makes no sense. */
export function parseRecord(text: string | undefined): RunRecord | undefined {
  const { program, argv, command, pid, born, since } = objectIn(text);
  if (typeof program !== 'string' || typeof command !== 'string') return undefined;
  if (typeof since !== 'string' || Number.isNaN(Date.parse(since))) return undefined;
  if (typeof pid !== 'number' || !Array.isArray(argv)) return undefined;
  const words = argv.filter((word) => typeof word === 'string');
  return {
    program,
    argv: words,
    command,
    pid,
    ...(typeof born === 'number' && { born }),
    since,
  };
}

/** Reads an `end.json`; undefined when it makes no sense. */
export function parseEnd(text: string | undefined): RunEnd | undefined {
  const { time, exit, seconds, counts } = objectIn(text);
  if (typeof time !== 'number' || typeof exit !== 'number' || typeof seconds !== 'number')
    return undefined;
  if (!Number.isFinite(seconds) || !Number.isFinite(time)) return undefined;
  const told = typeof counts === 'object' && counts !== null ? counts : {};
  const given = new Map<string, unknown>(Object.entries(told));
  const known = Object.keys(noneOf()).flatMap((word) => {
    const value = given.get(word);
    return Number.isSafeInteger(value) ? [[word, value] as const] : [];
  });
  return { time, exit, seconds, counts: { ...noneOf(), ...Object.fromEntries(known) } };
}

/** Counts outcomes. */
export function countOutcomes(outcomes: Iterable<GuestOutcome>): OutcomeCounts {
  const counts = noneOf();
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

/** The object in a JSON text; an empty one for anything else, such as a line that was cut off. */
export function objectIn(text: string | undefined): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function noneOf(): Record<GuestOutcome, number> {
  return { created: 0, changed: 0, unchanged: 0, failed: 0, skipped: 0 };
}

function bornOf(host: Pick<Host, 'read'>, pid: number): number | undefined {
  try {
    return processStart(host, pid);
  } catch {
    return undefined;
  }
}
