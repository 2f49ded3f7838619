import { entry } from '../host/enter.ts';
import { inheritedFds } from '../host/inherited-fds.ts';
import { openSandbox } from './open.ts';
import { UsageError } from './usage.ts';

/**
 * `exec DIR -- COMMAND...`: this process becomes COMMAND, so that signals, exit code and terminal
 * are COMMAND's own. Only where descriptors beyond stderr are to be handed on, which a process that
 * becomes another cannot do with Node, it stays in between.
 */
export async function exec(args: readonly string[]): Promise<number> {
  const [dir, dashes, ...command] = args;
  if (dir === undefined || dir === '--') throw new UsageError('DIR is missing');
  if (dashes !== '--' || command.length === 0) throw new UsageError('-- COMMAND is missing');
  const { argv, env } = entry(openSandbox(dir), command, workingDirectory());
  const fds = inheritedFds();
  if (fds.length === 0 && process.execve !== undefined) process.execve('/bin/sh', argv, env);
  const { relay } = await import('../host/relay.ts');
  return await relay(argv, env, fds);
}

/** Where the command was called from; a directory that is gone counts as the root. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}
