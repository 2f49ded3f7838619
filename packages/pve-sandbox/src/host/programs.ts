import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { guestScripts, optionalScripts } from '../guest/programs.ts';
import { OWN } from '../record/files.ts';
import { noteChange } from '../record/note.ts';
import { runSetupProgram } from './setup-programs.ts';

type Program = (args: readonly string[]) => Promise<number> | number;

const programs: Record<string, () => Promise<Program>> = {
  curl: async () => (await import('./web/curl.ts')).curl,
  'lxc-info': async () => (await import('./lxc-programs.ts')).lxcInfo,
  'virt-customize': async () => (await import('./web/virt-customize.ts')).virtCustomize,
  wget: async () => (await import('./web/wget.ts')).wget,
  zfs: async () => (await import('./zfs-programs.ts')).zfs,
  zpool: async () => (await import('./zfs-programs.ts')).zpool,
};

/**
 * Answers as a program of the host that is none of the tools: by a program of its own, by the shell
 * script that guests have under that name too, or else by succeeding silently.
 */
export async function runHostProgram(name: string, args: readonly string[]): Promise<number> {
  const answered = await runSetupProgram(name, args);
  if (answered !== undefined) return answered;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program !== undefined) return await (await program())(args);
  if (Object.hasOwn(guestScripts, name) || Object.hasOwn(optionalScripts, name)) {
    if (!onlyAsks(name, args)) noteChange();
    return await runWords([`${OWN}/guest/bin/${name}`, ...args]);
  }
  if (!onlyAsks(name, args)) noteChange();
  return 0;
}

const askers = ['journalctl', 'lxc-ls'];

/** Whether a call only asks: the log does not count it as a change. */
export function onlyAsks(name: string, args: readonly string[]): boolean {
  if (askers.includes(name) || args.length === 0) return true;
  const asking = /^(is-|status$|show|list|cat$|policy$|info$|-[lsWLn]$|--version$|--print|search$)/;
  return args.some((word) => asking.test(word));
}

/** Runs words as a command, as `sudo` would; answers its exit code. */
function runWords(words: readonly string[]): Promise<number> {
  const [command = 'true', ...rest] = words.slice(words.findIndex((word) => !word.startsWith('-')));
  return new Promise((resolve) => {
    const child = spawn(command, rest, { stdio: 'inherit' });
    child.on('error', () => {
      process.stderr.write(`${command}: command not found\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    );
  });
}
