import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ownMounts } from '../host/mount-flags.ts';
import { tableFile } from '../host/mount-table.ts';
import { fstab } from '../host/mounts.ts';
import { OWN } from '../record/files.ts';
import { type GuestMount, guestBinds } from './binds.ts';
import { guestScript } from './enter-script.ts';

/** One command for a guest. Paths are the host's; the tree is that of the guest's root disk. */
export type GuestCommand = {
  id: number;
  tree: string;
  mounts: readonly GuestMount[];
  argv: readonly string[];
  /** The command's whole environment; this process's own with a container's PATH by default. */
  env?: NodeJS.ProcessEnv;
  /** Where it starts if the guest has such a directory (else `/`); this process's by default. */
  cwd?: string;
};

/** What to spawn for a command inside a guest; it keeps its process id all the way. */
export function guestEntry({ id, tree, mounts, argv, env, cwd }: GuestCommand): {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
} {
  const staging = `${OWN}/root`;
  const table = tableFile(OWN, fstab(guestBinds(id, tree, staging, mounts), ownMounts()));
  const words = ['sh', '-c', guestScript, 'sh', String(id), staging, cwd ?? process.cwd(), table];
  return {
    file: 'unshare',
    args: ['--mount', '--uts', ...words, ...argv],
    env: { ...(env ?? guestEnvironment()), PVE_SANDBOX_PATH: process.env.PATH },
  };
}

/**
 * Runs a command inside a guest: its tree is the root, the machine's programs lie beneath. Answers
 * the exit code as `lxc-attach` gives it: 126 and 127 for what cannot be run, 128+n for signals.
 */
export function runInGuest(command: GuestCommand): Promise<number> {
  const { file, args, env } = guestEntry(command);
  const child = spawn(file, args, { stdio: 'inherit', env });
  // Keyboard signals reach the command by themselves; what is sent to us alone is handed on.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    );
  });
}

function guestEnvironment(): NodeJS.ProcessEnv {
  const PATH = '/sbin:/bin:/usr/sbin:/usr/bin';
  return { ...process.env, PATH, HOME: '/root', container: 'lxc' };
}
