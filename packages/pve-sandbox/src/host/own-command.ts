import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { isSea } from 'node:sea';

/** Starts this program once more, in a session of its own, with the command line given. */
export function spawnSelf(args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, [...ownArguments(), ...args], {
    ...options,
    argv0: 'pve-sandbox',
    detached: true,
  });
}

/** What starts this program again: nothing in an executable, the source file otherwise. */
function ownArguments(): string[] {
  const source = process.argv[1];
  return isSea() || source === undefined ? [] : [...process.execArgv, source, '--as=pve-sandbox'];
}
