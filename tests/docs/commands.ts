import { spawnSync } from 'node:child_process';

/** A command as it is typed: one line, or several where the shell would ask for more. */
export interface Command {
  readonly line: number;
  readonly text: string;
}

/** The commands of a block that begins in a line. What is a whole command, bash decides. */
export function commandsOf(block: string, line: number): Command[] {
  const commands: Command[] = [];
  let open: string[] = [];
  for (const [index, text] of block.split('\n').entries()) {
    if (open.length === 0 && (text.trim() === '' || text.startsWith('#'))) continue;
    open.push(text);
    if (!isWhole(open.join('\n'))) continue;
    commands.push({ line: line + index - open.length + 1, text: open.join('\n') });
    open = [];
  }
  // What never became whole is run as it is, so that bash says what is wrong.
  const end = line + block.split('\n').length;
  if (open.length > 0) commands.push({ line: end - open.length, text: open.join('\n') });
  return commands;
}

/** A here-document without its end is only warned of. */
function isWhole(text: string): boolean {
  if (text.endsWith('\\')) return false;
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  return status === 0 && stderr === '';
}
