import type { JournalEvent } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import type { FakeWorld } from './fake-world.ts';
import { world } from './run.ts';

const RUNS = '/var/log/phoenix/runs';

/** When every run of these tests begins: milliseconds since the epoch. */
export const START = Date.UTC(2026, 0, 1, 11);

/** The process that began them, alive as long as `alive` says so. */
const PID = 77;
const STAT = `${PID} (phoenix) S ${Array(18).fill('0').join(' ')} 99 0 0\n`;

/** An event so many seconds after the start. */
export type Told = readonly [seconds: number, event: JournalEvent];

/** A run as its directory has it. */
export interface ToldRun {
  readonly command: string;
  readonly told: readonly Told[];
  /** Absent for a run that was killed, or goes on. */
  readonly end?: { readonly exit: number; readonly seconds: number; readonly counts?: object };
  readonly logs?: Readonly<Record<string, string>>;
}

/** The files of a run, by path. */
function filesOf(id: string, { command, told, end, logs = {} }: ToldRun) {
  const [program, ...argv] = command.split(' ');
  const since = new Date(START).toISOString();
  const lines = told.map(([at, event]) => JSON.stringify({ time: START + at * 1000, ...event }));
  const files: Record<string, string> = {
    'run.json': JSON.stringify({ program, argv, command, pid: PID, born: 99, since }),
    'events.jsonl': `${lines.join('\n')}\n`,
    ...logs,
  };
  if (end !== undefined)
    files['end.json'] = JSON.stringify({
      time: START + end.seconds * 1000,
      counts: {},
      ...end,
    });
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`${RUNS}/${id}/${name}`, text]),
  );
}

/** A world with this history; it is a minute and a half after the start of its runs. */
export function historyWorld(
  runs: Readonly<Record<string, ToldRun>>,
  { alive = false } = {},
): FakeWorld & { host: ReturnType<typeof fakeHost> } {
  const files = Object.entries(runs).map(([id, run]) => filesOf(id, run));
  const host = fakeHost({ files: Object.assign({}, ...files) });
  host.clock = START + 90_000;
  if (alive) host.files.set(`/proc/${PID}/stat`, STAT);
  return { ...world(), host, env: { PHOENIX_BASE_DIR: '/nowhere' } };
}
