import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OWN } from '../record/files.ts';
import { swapsFile } from './disks/swaps-file.ts';
import { innerScript, outerScript } from './enter-script.ts';
import { ownsAllIds } from './ids.ts';
import { CMDLINE } from './kernel/command-line.ts';
import { ownMounts } from './mount-flags.ts';
import { tableFile } from './mount-table.ts';
import { type Bind, borrowedEtc, type Fresh, fstab, kernelBinds, programBinds } from './mounts.ts';
import { ownProgram, programFile } from './program.ts';
import { delegating } from './setup-names.ts';
import { allStandIns } from './stand-ins.ts';
import { commandDirectory, visibleBinds } from './visible.ts';

/** The words and the environment of the process that becomes COMMAND on the host. */
export type Entry = { argv: string[]; env: NodeJS.ProcessEnv };

/** What to run so that the command has the host in `dir` as its whole machine. */
export function entry(dir: string, command: readonly string[], cwd: string): Entry {
  const root = join(dir, OWN, 'root');
  const program = ownProgram(dir);
  const paths = [cwd, ...program.needs, ...commandDirectory(command[0] ?? '')];
  const binds: (Bind | Fresh)[] = [
    { source: dir, target: root, deep: true },
    ...programBinds(root, join(dir, 'usr/local'), ownUsr(dir)),
    ...kernelBinds(root),
    ...kernelSettings(root),
    ...ownSwaps(dir, root),
    ...commandLine(dir, root),
    ...borrowedEtc
      .filter((name) => existsSync(`/etc/${name}`) && existsSync(join(dir, 'etc', name)))
      .map((name) => ({
        source: `/etc/${name}`,
        target: `${root}/etc/${name}`,
        readOnly: true,
        deep: true,
      })),
    ...visibleBinds(dir, root, paths),
    { source: program.file, target: `${root}${programFile}`, readOnly: true },
    ...overriddenPrograms().map((path) => ({ source: program.file, target: `${root}${path}` })),
  ];
  const table = tableFile(join(dir, OWN), fstab(binds, ownMounts()));
  return {
    argv: ['/bin/sh', '-c', outerScript, 'sh', root, cwd, table, ...command],
    env: { ...hostEnvironment(dir, paths), PVE_SANDBOX_INNER: innerScript },
  };
}

/** The host's /usr, where it has something besides /usr/local: the files of a package. */
function ownUsr(dir: string): string | undefined {
  const usr = join(dir, 'usr');
  return readdirSync(usr).some((name) => name !== 'local') ? usr : undefined;
}

/** The command line that the host's kernel was started with stands over the machine's. */
function commandLine(dir: string, root: string): Bind[] {
  const source = join(dir, CMDLINE);
  return existsSync(source) ? [{ source, target: `${root}/proc/cmdline`, readOnly: true }] : [];
}

/** The machine's kernel settings cannot be written by a real root either, but for the host name. */
function kernelSettings(root: string): Bind[] {
  if (process.getuid?.() !== 0) return [];
  const settings = `${root}/proc/sys`;
  const name = '/proc/sys/kernel/hostname';
  return [
    { source: settings, target: settings, readOnly: true },
    { source: name, target: `${root}${name}` },
  ];
}

/** What the host swaps to, in place of what the machine does. */
function ownSwaps(dir: string, root: string): Bind[] {
  const source = join(dir, swapsFile);
  const isThere = existsSync(source) && existsSync('/proc/swaps');
  return isThere ? [{ source, target: `${root}/proc/swaps`, readOnly: true }] : [];
}

/** Programs of the machine that a script may call by path although the sandbox stands in for them. */
function overriddenPrograms(): string[] {
  return allStandIns
    .filter((name) => !delegating.includes(name))
    .flatMap((name) => [`/usr/bin/${name}`, `/usr/sbin/${name}`])
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile());
}

/** The caller's environment as root of the host has it. */
function hostEnvironment(dir: string, visible: readonly string[]): NodeJS.ProcessEnv {
  const { PVE_SANDBOX_ROOT: _, TMPDIR, ...rest } = process.env;
  const standard = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  const callers = (rest.PATH ?? '').split(':').filter((path) => !standard.includes(path));
  const hasTmp =
    TMPDIR !== undefined &&
    (existsSync(join(dir, TMPDIR)) || visible.some((path) => `${TMPDIR}/`.startsWith(`${path}/`)));
  return {
    ...rest,
    ...(hasTmp ? { TMPDIR } : {}),
    // Archives name owners that a namespace of one id does not have.
    ...(ownsAllIds() ? {} : { TAR_OPTIONS: '--no-same-owner' }),
    PATH: [`${OWN}/bin`, `${OWN}/shared`, ...standard, ...callers].join(':'),
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
  };
}
