import type { Host } from '../host/host.ts';
import { RUNS_DIRECTORY, runNames } from './runs.ts';

/** Covers the secrets that this process knows in the logs of a run: a manager may have been killed. */
export function coverLogs(host: Pick<Host, 'list' | 'cover'>, directory: string | undefined): void {
  if (directory === undefined) return;
  for (const name of host.list(directory))
    if (name.endsWith('.log')) host.cover(`${directory}/${name}`);
}

/** The same for runs that were killed, or go on: commands outlive them, and write what they like. */
export function coverLeftLogs(host: Pick<Host, 'list' | 'cover' | 'exists'>): void {
  for (const run of runNames(host)) {
    const directory = `${RUNS_DIRECTORY}/${run}`;
    if (!host.exists(`${directory}/end.json`)) coverLogs(host, directory);
  }
}
