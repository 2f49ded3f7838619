import { spawnSync } from 'node:child_process';
import { err, out } from '../../state/talk.ts';
import { realProgram } from '../real-program.ts';
import { factsOf, release } from '../release.ts';

/** uname: the machine's own, with the release of the host's kernel. */
export function uname(args: readonly string[]): number {
  const real = realProgram('uname') ?? '/bin/uname';
  const own = spawnSync(real, ['-r'], { encoding: 'utf8' }).stdout.trim();
  const { status, stdout, stderr } = spawnSync(real, [...args], { encoding: 'utf8' });
  out(stdout.replaceAll(own, factsOf(release()).kernel));
  err(stderr);
  return status ?? 1;
}

/** pvecm: the host is in no cluster. */
export function pvecm(): number {
  err(
    "Error: Corosync config '/etc/pve/corosync.conf' does not exist - is this node part of a cluster?\n",
  );
  return 2;
}
