import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, rmSync, unlinkSync } from 'node:fs';
import { endProcessesIn } from '../host/rooted.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions } from './options.ts';
import { Refusal } from './usage.ts';

/** `destroy DIR`: ends what still runs there and removes DIR. */
export async function destroy(args: readonly string[]): Promise<number> {
  const { dir } = dirAndOptions(args, {});
  const root = openSandbox(dir);
  await endProcessesIn(root);
  try {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Files of mapped ids, or directories without the write bit: its own root may remove them.
    removeAsRoot(root);
  }
  if (existsSync(root)) {
    throw new Refusal(`cannot remove '${dir}'\nhint: remove it as root`);
  }
  if (lstatSync(dir, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(dir);
  return 0;
}

function removeAsRoot(root: string): void {
  const removal = ['rm', '-rf', '--one-file-system', '--', root];
  for (const how of [['--map-root-user', '--map-auto'], ['--map-root-user']]) {
    spawnSync('unshare', ['--user', ...how, ...removal], { stdio: 'ignore' });
    if (!existsSync(root)) return;
  }
}
