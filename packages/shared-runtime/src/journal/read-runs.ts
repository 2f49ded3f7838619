import type { Host } from '../host/host.ts';
import { amountIn, eventsIn, type LoggedEvent, operationsIn } from './run-events.ts';
import { type GuestInRun, guestsIn } from './run-guests.ts';
import { logsIn, type RunLog } from './run-logs.ts';
import { countOutcomes, isAlive, type OutcomeCounts, parseEnd, parseRecord } from './run-record.ts';
import { RUNS_DIRECTORY, runNames } from './runs.ts';

/** `died` without noting its end; `unknown` when the run does not say who began it. */
export type RunState = 'running' | 'ended' | 'died' | 'unknown';

/** A run of the history. */
export interface RunSummary {
  readonly id: string;
  readonly state: RunState;
  /** ISO time. */
  readonly since: string;
  readonly command?: string;
  /** The first word of that which is no flag; as a rule the verb. */
  readonly verb?: string;
  /** Of the process that began it. */
  readonly pid?: number;
  readonly exit?: number;
  /** Until its end, or the last that was heard of it, or now. */
  readonly seconds: number;
  readonly counts: OutcomeCounts;
}

/** A run with all that it did, or does. */
export interface RunDetail extends RunSummary {
  /** Seconds that it was expected to take; absent where nobody could tell. */
  readonly expected?: number;
  readonly guests: readonly GuestInRun[];
}

type Reader = Pick<Host, 'read' | 'list' | 'now'>;

/** Ids of the runs that are kept, newest first. Throws a PhoenixError for what may not be read. */
export function runIds(host: Pick<Host, 'list'>): string[] {
  return runNames(host).toReversed();
}

/** A run in one line; what is missing or garbled in its directory is left out. */
export function readRunSummary(host: Reader, id: string): RunSummary {
  const end = parseEnd(pieceOf(host, id, 'end.json'));
  // What it did with each guest stands in its end; otherwise its events have to tell.
  return summaryOf(host, id, end === undefined ? readRunEvents(host, id) : []);
}

/** A run with what it did, or does, with each guest. */
export function readRun(host: Reader, id: string): RunDetail {
  const events = readRunEvents(host, id);
  const summary = summaryOf(host, id, events);
  const expected = amountIn(events.find(({ type }) => type === 'run-guests')?.fields.expected);
  return {
    ...summary,
    ...(expected !== undefined && { expected }),
    guests: guestsIn(events, summary.state === 'running'),
  };
}

/** What a run told of itself, in its order; lines that make no sense are left out. */
export function readRunEvents(host: Reader, id: string): LoggedEvent[] {
  return eventsIn(pieceOf(host, id, 'events.jsonl'));
}

/** What followed the program on the command line of a run; nothing when that is not told. */
export function readRunWords(host: Reader, id: string): readonly string[] {
  return parseRecord(pieceOf(host, id, 'run.json'))?.argv ?? [];
}

/** The guests of a run that it stopped, or was about to stop when it was cut off. */
export function stoppedIn(host: Reader, id: string): number[] {
  const stops = operationsIn(readRunEvents(host, id)).filter((one) => one.id === 'stop');
  return stops.map(({ guest }) => Number(guest)).filter(Number.isInteger);
}

/** The logs of a run, in the order of their operations. */
export function readRunLogs(host: Reader, id: string): (RunLog & { path: string })[] {
  const directory = `${RUNS_DIRECTORY}/${id}`;
  const logs = logsIn(host.list(directory), operationsIn(readRunEvents(host, id)));
  return logs.map((log) => ({ ...log, path: `${directory}/${log.file}` }));
}

function summaryOf(host: Reader, id: string, events: readonly LoggedEvent[]): RunSummary {
  const record = parseRecord(pieceOf(host, id, 'run.json'));
  const end = parseEnd(pieceOf(host, id, 'end.json'));
  const since = record?.since ?? timeIn(id);
  const alive = record !== undefined && isAlive(host, record);
  const state =
    end !== undefined ? 'ended' : record === undefined ? 'unknown' : alive ? 'running' : 'died';
  const last = state === 'running' ? host.now() : (events.at(-1)?.time ?? Date.parse(since));
  const verb = record?.argv.find((word) => !word.startsWith('-'));
  const outcomes = guestsIn(events, true).flatMap(({ outcome }) => outcome ?? []);
  return {
    id,
    state,
    since,
    ...(record !== undefined && { command: record.command, pid: record.pid }),
    ...(verb !== undefined && { verb }),
    ...(end !== undefined && { exit: end.exit }),
    seconds: end?.seconds ?? Math.max(0, (last - Date.parse(since)) / 1000),
    counts: end?.counts ?? countOutcomes(outcomes),
  };
}

/** The time that the name of a run tells, `20260102T030405-77`, as ISO. */
function timeIn(id: string): string {
  const iso = id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-.*$/, '$1-$2-$3T$4:$5:$6.000Z');
  return Number.isNaN(Date.parse(iso)) ? new Date(0).toISOString() : iso;
}

/** A file of a run; what cannot be read, a directory in its place, tells as little as none. */
function pieceOf(host: Reader, id: string, file: string): string | undefined {
  try {
    return host.read(`${RUNS_DIRECTORY}/${id}/${file}`);
  } catch {
    return undefined;
  }
}
