import type { Host } from '../host/host.ts';
import { isAlive, parseRecord } from './run-record.ts';

/** All that Phoenix writes down of its own doing; for root alone. */
export const LOG_DIRECTORY = '/var/log/phoenix';

/** Where the runs are kept, one directory each. */
export const RUNS_DIRECTORY = `${LOG_DIRECTORY}/runs`;

const KEPT = 50;
const NAME = /^\d{8}T\d{6}-\d+$/;

/** Path of the directory of a run that begins now: UTC time and process id. Nothing is made. */
export function newRunDirectory(host: Pick<Host, 'now'>, pid = process.pid): string {
  const time = new Date(host.now()).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `${RUNS_DIRECTORY}/${time}-${pid}`;
}

/** Names of the runs that are kept, oldest first; whatever else lies there is none. */
export function runNames(host: Pick<Host, 'list'>): string[] {
  return host
    .list(RUNS_DIRECTORY)
    .filter((name) => NAME.test(name))
    .sort();
}

/** Makes a directory below that of the logs, both closed to everybody but root. */
export function makeLogDirectory(host: Pick<Host, 'makeDirectory'>, below: string): void {
  host.makeDirectory(LOG_DIRECTORY, 0o700);
  host.makeDirectory(below, 0o700);
}

/**
 * Removes all but the newest 50 runs; whatever else lies there is left alone, and so is a run that is
 * going on, such as our own, whatever the clock makes of its name.
 */
export function rotateRuns(host: Pick<Host, 'list' | 'read' | 'remove'>, own: string): void {
  for (const name of runNames(host).slice(0, -KEPT)) {
    const path = `${RUNS_DIRECTORY}/${name}`;
    if (path !== own && !isGoingOn(host, path)) host.remove(path);
  }
}

function isGoingOn(host: Pick<Host, 'read'>, path: string): boolean {
  try {
    const record = parseRecord(host.read(`${path}/run.json`));
    return record !== undefined && isAlive(host, record);
  } catch {
    return false;
  }
}
