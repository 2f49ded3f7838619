import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { guestEntry } from '../../guest/exec.ts';
import { serviceEnvironment } from '../guest-environment.ts';
import { inTree } from '../guest-file.ts';

/** The machine whose system cloud-init works in. */
export type Guest = { id: number; tree: string; instance: string };

/** Runs a command in the guest, with its words in cloud-init's log of outputs. @returns exit code */
export function runLogged({ id, tree, instance }: Guest, argv: readonly string[]): Promise<number> {
  const log = inTree(tree, '/var/log/cloud-init-output.log');
  mkdirSync(dirname(log), { recursive: true });
  const fd = openSync(log, 'a', 0o640);
  const environment = {
    ...serviceEnvironment,
    INSTANCE_ID: instance,
    DEBIAN_FRONTEND: 'noninteractive',
  };
  const { file, args, env } = guestEntry({
    id,
    tree,
    mounts: [],
    argv,
    env: environment,
    cwd: '/',
  });
  const child = spawn(file, args, { stdio: ['ignore', fd, fd], env });
  closeSync(fd);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : -1));
  });
}
