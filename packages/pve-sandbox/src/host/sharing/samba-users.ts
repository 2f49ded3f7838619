import { readFileSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { activeState } from '../services/units.ts';
import { md4 } from './md4.ts';

/** The users of samba, one a line in the format of smbpasswd(5). */
const FILE = '/var/lib/samba/private/smbpasswd';

const lines = (): string[] => (readText(FILE) ?? '').split('\n').filter(Boolean);
const nameOf = (line: string): string => line.split(':')[0] ?? '';

function save(all: readonly string[]): void {
  writeText(FILE, all.map((line) => `${line}\n`).join(''), 0o600);
}

function accountOf(name: string): string[] | undefined {
  return (readText('/etc/passwd') ?? '')
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name);
}

/** smbpasswd -a|-x|-d|-e|-n [-s] USER: the password comes twice from standard input. */
export function smbpasswd(args: readonly string[]): number {
  const words = readOptions(args, ['U', 'D', 'r', 'c', 'R']);
  const name = words.operands[0] ?? 'root';
  const before = lines().find((line) => nameOf(line) === name);
  if (has(words, 'x')) {
    if (before === undefined) return failed(`Failed to delete entry for user ${name}.`);
    noteChange();
    save(lines().filter((line) => line !== before));
    out(`Deleted user ${name}.\n`);
    return 0;
  }
  const account = accountOf(name);
  const isFlag = has(words, 'd', 'e');
  const password = isFlag || has(words, 'n') ? '' : readPassword();
  if (password === undefined)
    return failed('Mismatch - password unchanged.\nUnable to get new password.');
  if (before === undefined && !has(words, 'a'))
    return failed(`Failed to find entry for user ${name}.`);
  if (account === undefined) return failed(`Failed to add entry for user ${name}.`);
  const hash = isFlag ? (before?.split(':')[3] ?? '') : md4(Buffer.from(password, 'utf16le'));
  const flags = has(words, 'd') ? '[DU         ]' : '[U          ]';
  const time = Math.floor(Date.now() / 1000)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0');
  noteChange();
  save([
    ...lines().filter((line) => line !== before),
    `${name}:${account[2]}:${'X'.repeat(32)}:${hash}:${flags}:LCT-${time}:`,
  ]);
  if (before === undefined) out(`Added user ${name}.\n`);
  else if (isFlag) out(`${has(words, 'd') ? 'Disabled' : 'Enabled'} user ${name}.\n`);
  return 0;
}

function failed(text: string): number {
  err(`${text}\n`);
  return 1;
}

/** The password when both lines are the same. */
function readPassword(): string | undefined {
  const [first = '', second = ''] = readFileSync(0, 'utf8').split('\n');
  return first === second && first !== '' ? first : undefined;
}

/** pdbedit -L [-w|-v] [USER], -x USER. */
export function pdbedit(args: readonly string[]): number {
  const words = readOptions(args, ['u', 'user']);
  const name = optionOf(words, 'u', 'user') ?? words.operands[0];
  if (name !== undefined && !lines().some((line) => nameOf(line) === name)) {
    err(`Username not found!\n`);
    return 1;
  }
  const found = lines().filter((line) => name === undefined || nameOf(line) === name);
  if (has(words, 'x', 'delete')) {
    noteChange();
    save(lines().filter((line) => !found.includes(line)));
    return 0;
  }
  for (const line of found) {
    const [user = '', id = ''] = line.split(':');
    const full = accountOf(user)?.[4]?.split(',')[0] ?? '';
    if (has(words, 'w', 'smbpasswd-style')) out(`${line}\n`);
    else if (has(words, 'v', 'verbose'))
      out(
        `Unix username:        ${user}\nAccount Flags:        ${line.split(':')[4]}\nFull Name:            ${full}\n`,
      );
    else out(`${user}:${id}:${full}\n`);
  }
  return 0;
}

/** smbcontrol DESTINATION MESSAGE: reaches the daemons that run. */
export function smbcontrol(args: readonly string[]): number {
  const [destination = '', message = ''] = readOptions(args).operands;
  const runs = (name: string) => activeState(`${name}.service`) === 'active';
  if (destination !== 'all' && !runs(destination)) {
    err(`Can't find pid for destination '${destination}'\n`);
    return 1;
  }
  if (message === 'ping') out('PONG from pid 1000\n');
  else noteChange();
  return 0;
}
