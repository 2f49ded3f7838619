import { writeGuestFile } from '../guest-file.ts';
import { type Guest, runLogged } from './in-guest.ts';
import { list, text } from './values.ts';

/**
 * A list of commands as the shell script that cloud-init makes of it: a list's words are quoted, a
 * text is taken as it is. @throws Error for anything else
 */
export function shellScript(commands: unknown): string {
  const lines = list(commands).map((command) => {
    if (Array.isArray(command)) return command.map((word) => quoted(text(word) ?? '')).join(' ');
    const line = text(command);
    if (typeof command === 'string' && line !== undefined) return line;
    throw new Error("TypeError('Unable to shellify type. Expected list or string')");
  });
  return `#!/bin/sh\n${lines.map((line) => `${line}\n`).join('')}`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs `bootcmd`, which is done at every boot. @throws Error when its last command fails */
export async function runBootCommands(guest: Guest, commands: unknown): Promise<void> {
  if (list(commands).length === 0) return;
  const path = '/run/cloud-init/bootcmd.sh';
  writeGuestFile(guest.tree, path, shellScript(commands), { mode: 0o700 });
  const exit = await runLogged(guest, ['/bin/sh', path]);
  if (exit === 0) return;
  throw new Error(
    `ProcessExecutionError("Unexpected error while running command.\\nCommand: ['/bin/sh', '${path}']\\nExit code: ${exit}")`,
  );
}

/** Runs the scripts of an instance, which have their names and contents. @throws Error as cloud-init */
export async function runScripts(
  guest: Guest,
  scripts: readonly (readonly [name: string, content: string])[],
): Promise<void> {
  const failed: string[] = [];
  for (const [name, content] of scripts) {
    const path = `/var/lib/cloud/instance/scripts/${name}`;
    writeGuestFile(guest.tree, path, content, { mode: 0o700 });
    if ((await runLogged(guest, [path])) !== 0) failed.push(name);
  }
  if (failed.length === 0) return;
  const count = `${failed.length} failures (${failed.join(',')}) in ${scripts.length} attempted`;
  throw new Error(`RuntimeError('Runparts: ${count} commands')`);
}
