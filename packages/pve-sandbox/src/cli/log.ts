import { writeFileSync } from 'node:fs';
import { files } from '../record/files.ts';
import { type Logged, readGuestLog, readHostLog } from '../record/read-log.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions } from './options.ts';

/** `log DIR`: every command that ran on the host, one a line. */
export async function log(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(args, {
    json: { type: 'boolean' },
    guest: { type: 'boolean' },
    clear: { type: 'boolean' },
  });
  openSandbox(dir);
  if (values.clear === true) {
    for (const file of [files.log(), files.guestLog()]) writeFileSync(file, '');
    return 0;
  }
  const commands = [...readHostLog(), ...(values.guest === true ? readGuestLog() : [])];
  const show = values.json === true ? (one: Logged) => JSON.stringify(one) : line;
  for (const one of commands.sort((a, b) => a.start - b.start)) {
    process.stdout.write(`${show(one)}\n`);
  }
  return 0;
}

/**
 * One command for people: when, how long, its exit code, its words as a shell would take them. Of a
 * word with several lines, such as a script, only the first is shown.
 */
export function line({
  guest,
  argv,
  exit,
  start,
  end,
  changed,
  waited_ms: waited,
}: Logged): string {
  const time = new Date(start).toISOString().slice(11, 23);
  const took = end === null ? 'running' : `${((end - start) / 1000).toFixed(2)}s`;
  const code = exit === null ? '-' : String(exit);
  const notes = [changed ? 'changed' : '', waited > 0 ? `waited ${waited} ms` : ''].filter(Boolean);
  const where = guest === undefined ? '' : `guest:${guest} `;
  const tail = notes.length > 0 ? `  (${notes.join(', ')})` : '';
  return `${time} ${took.padStart(8)} ${code.padStart(3)}  ${where}${argv.map(quoted).join(' ')}${tail}`;
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const [first = '', ...more] = word.trim().split('\n');
  const shown = more.length === 0 ? word : `${first} ... ${more.length} more lines`;
  return `'${shown.replaceAll("'", "'\\''")}'`;
}
