import { spawnSync } from 'node:child_process';
import { root } from '../lib/toolchain.mjs';

/**
 * The time that everything in a package has, in seconds: SOURCE_DATE_EPOCH, or that of the last commit.
 * Throws when there is neither.
 */
export function epochOf() {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root });
  if (given === undefined && status === 0) return Number(String(stdout).trim());
  throw new Error(
    given === undefined
      ? 'cannot tell the time of the sources: this is no git clone\nhint: set SOURCE_DATE_EPOCH, in seconds'
      : 'cannot read SOURCE_DATE_EPOCH: it is no number of seconds',
  );
}
