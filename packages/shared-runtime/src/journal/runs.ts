import type { Host } from '../host/host.ts';

/** Where the runs are kept, one directory each. */
export const RUNS_DIRECTORY = '/var/log/phoenix/runs';

const KEPT = 50;
const NAME = /^\d{8}T\d{6}-\d+$/;

/** Path of the directory of a run that begins now: UTC time and process id. Nothing is made. */
export function newRunDirectory(host: Pick<Host, 'now'>, pid = process.pid): string {
  const time = new Date(host.now()).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `${RUNS_DIRECTORY}/${time}-${pid}`;
}

/** Removes all but the newest 50 runs; whatever else lies there is left alone. */
export function rotateRuns(host: Pick<Host, 'list' | 'remove'>): void {
  const runs = host.list(RUNS_DIRECTORY).filter((name) => NAME.test(name));
  for (const name of runs.sort().slice(0, -KEPT)) host.remove(`${RUNS_DIRECTORY}/${name}`);
}
