import { readText } from '../../state/files.ts';
import { err } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import { runReal } from '../real-program.ts';

/** The programs of Debian's package passwd: the machine's own work on the host's /etc. */
const changers = [
  'useradd',
  'usermod',
  'userdel',
  'groupadd',
  'groupmod',
  'groupdel',
  'gpasswd',
  'chpasswd',
] as const;

/** Each of these programs under its name, with what only asks told apart. */
export const shadowPrograms: Record<string, (args: readonly string[]) => number> = {
  ...Object.fromEntries(
    changers.map((name) => [name, (args: readonly string[]) => runReal(name, args, asks(args))]),
  ),
  passwd: (args) =>
    runReal('passwd', args, asks(args) || args.some((word) => /^-\w*S|^--status$/.test(word))),
  chsh,
};

const asks = (args: readonly string[]) =>
  args.some((word) => /^(--help|-h|-D)$/.test(word)) && args.length < 3;

/** chsh would ask PAM, which the host has not: usermod sets the same field. */
function chsh(args: readonly string[]): number {
  const words = readOptions(args, ['s', 'shell']);
  const shell = optionOf(words, 's', 'shell');
  const user = words.operands[0] ?? 'root';
  if (shell === undefined || has(words, 'h', 'help')) {
    err('Usage: chsh [options] [LOGIN]\n');
    return 1;
  }
  if (!new RegExp(`^${user.replace(/[.+$]/g, '\\$&')}:`, 'm').test(readText('/etc/passwd') ?? '')) {
    err(`chsh: user '${user}' does not exist\n`);
    return 1;
  }
  if (!(readText('/etc/shells') ?? '').split('\n').includes(shell)) {
    err(`chsh: Warning: ${shell} is an invalid shell\n`);
  }
  return runReal('usermod', ['-s', shell, user], false);
}
