import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcessesIn, processesRootedIn } from '../../packages/pve-sandbox/src/host/rooted.ts';
import { siteConfiguration, VM } from './host.ts';
import { CONTAINERS, LAB_HYPERVISOR, LAB_SCRIPTS, MACHINES } from './lab-world.ts';

const DIST = join(import.meta.dirname, '../../dist');

/** One command of the sandbox's log, with times in milliseconds since 1970. */
export interface Command {
  readonly argv: readonly string[];
  readonly exit: number | null;
  readonly start: number;
  readonly end: number | null;
  readonly changed: boolean;
}

/** A line of the journal of a run. */
export interface JournalLine {
  readonly type: string;
  readonly time: number;
  /** Id of a guest, or name of a setup step. */
  readonly guest?: number | string;
  readonly operation?: string;
  readonly result?: string;
  readonly outcome?: string;
  readonly plan?: {
    readonly id: number | string;
    readonly operations: readonly { readonly id: string }[];
  };
}

/** How a run of phoenix ended, with the exit status that a shell would tell. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A phoenix at work, leader of its own process group. */
export interface Going {
  readonly done: Promise<Ended>;
  /** Milliseconds of each event that was told so far. */
  readonly events: readonly number[];
  readonly isOver: () => boolean;
  /** What it has written to stderr so far. */
  readonly said: () => string;
  /** Sends a signal to phoenix alone, as a terminal does: managers are in sessions of their own. */
  signal(name: NodeJS.Signals): void;
}

/** Who dies with phoenix: nobody, its managers, all that is at work on the host, or the host as a whole. */
export type Death = 'phoenix' | 'managers' | 'commands' | 'power';

/** A host of a test's own with the lab declared and nothing made. */
export interface LabHost {
  readonly directory: string;
  start(...args: string[]): Going;
  /** The same for any command of the host. */
  begin(...words: string[]): Going;
  phoenix(...args: string[]): Promise<Ended>;
  fault(...args: string[]): void;
  die(death: Death): Promise<void>;
  commands(): Command[];
  clearLog(): void;
  /** The journals of all runs so far, oldest first. */
  journals(): JournalLine[][];
  /** The exit statuses of the runs that have written down their end, by the names of the runs. */
  ends(): ReadonlyMap<string, number>;
  /** Command lines of what is at work on the host, but for what guests do by themselves. */
  processes(): string[];
  destroy(): void;
}

/** A host that is copied for each test. */
export interface Prepared {
  copy(): LabHost;
  destroy(): void;
}

/** Makes the empty host that tests copy, below a directory of its own; `scale` is that of time. */
export function prepareLab(scale: string): Prepared {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-lab-'));
  const etc = siteConfiguration(join(directory, 'site'), LAB_HYPERVISOR, CONTAINERS, LAB_SCRIPTS);
  writeFileSync(join(etc, VM.file), JSON.stringify(VM.declaration(MACHINES)));
  return prepared(directory, ['--configs', etc, '--time-scale', scale]);
}

/** Makes the bare host of a configuration, with nothing set up, that tests copy. */
export function prepareBare(etc: string, scale = '0'): Prepared {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-bare-'));
  return prepared(directory, ['--bare', '--configs', etc, '--time-scale', scale]);
}

/** Makes the host of a configuration, set up and with no guest, that tests copy. */
export function prepareSite(etc: string, scale = '0'): Prepared {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-site-host-'));
  return prepared(directory, ['--configs', etc, '--time-scale', scale]);
}

function prepared(directory: string, options: readonly string[]): Prepared {
  const empty = sandboxHost(join(directory, 'empty'), options);
  let copies = 0;
  return {
    copy() {
      copies += 1;
      return copyOf(empty, join(directory, `host-${copies}`));
    },
    destroy() {
      empty.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Makes a host at `directory`, with options of `pve-sandbox init`. */
export function sandboxHost(directory: string, options: readonly string[]): LabHost {
  sandbox('init', directory, ...options);
  // Where the executables lie becomes visible on the host with its first run.
  sandbox('exec', directory, '--', PHOENIX, '--version');
  return labHost(directory);
}

/** Makes a host at `directory` that is as another one, on which nobody is at work. */
export function copyOf(
  { directory: from }: Pick<LabHost, 'directory'>,
  directory: string,
): LabHost {
  spawnSync('cp', ['-a', from, directory]);
  return labHost(directory);
}

/** phoenix as it is built. */
export const PHOENIX = join(DIST, 'bin/phoenix');

function labHost(directory: string): LabHost {
  const start = (...args: string[]) => begin(directory, [PHOENIX, ...args]);
  const filesOfRuns = (name: string) => {
    const runs = join(directory, 'var/log/phoenix/runs');
    return (existsSync(runs) ? readdirSync(runs).sort() : []).flatMap((run) => {
      const file = join(runs, run, name);
      return existsSync(file) ? [[run, readFileSync(file, 'utf8')] as const] : [];
    });
  };
  return {
    directory,
    start,
    begin: (...words) => begin(directory, words),
    phoenix: (...args) => start(...args).done,
    fault: (...args) => void sandbox('fault', directory, ...args),
    die: (death) => die(directory, death),
    commands: () => linesOf(sandbox('log', directory, '--json')),
    clearLog: () => void sandbox('log', directory, '--clear'),
    journals: () => filesOfRuns('events.jsonl').map(([, text]) => linesOf(text)),
    ends: () => new Map(filesOfRuns('end.json').flatMap(([run, text]) => exitOf(run, text))),
    processes: () => processesRootedIn(directory).filter(isOnHost).map(commandOf).filter(isWork),
    destroy: () => void sandbox('destroy', directory),
  };
}

/** Files of runs may be damaged, or cut off by a death. */
function exitOf(run: string, text: string): [run: string, exit: number][] {
  try {
    return [[run, (JSON.parse(text) as { exit: number }).exit]];
  } catch {
    return [];
  }
}

function begin(directory: string, words: readonly string[]): Going {
  const child = spawn(join(DIST, 'pve-sandbox'), ['exec', directory, '--', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said = { stdout: '', stderr: '' };
  const events: number[] = [];
  let over = false;
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk;
    for (const byte of chunk) if (byte === 10) events.push(Date.now());
  });
  const done = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      over = true;
      const exit = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exit, ...said });
    });
  });
  return {
    done,
    events,
    isOver: () => over,
    said: () => said.stderr,
    signal(name) {
      if (over || child.pid === undefined) return;
      try {
        process.kill(-child.pid, name);
      } catch {
        // It has ended, and is about to be told of.
      }
    },
  };
}

/** Managers by their verbs: the tools of the same program are commands that managers run. */
const MANAGER =
  /\/(?:phoenix|(?:lxc|vm|hypervisor)-manager)\0(?!exec\0|push\0|(?:fetch|verify)-image\0)/;

async function die(directory: string, death: Death): Promise<void> {
  if (death === 'power') {
    await endProcessesIn(directory);
    // What a host keeps in memory: its /run, and that guests are running.
    for (const gone of [
      'run/phoenix',
      'run/lock',
      'var/lib/pve-sandbox/running',
      'var/lib/pve-sandbox/running-vms',
    ])
      empty(join(directory, gone));
    return;
  }
  const victims = processesRootedIn(directory).filter((pid) => {
    const command = commandOf(pid);
    if (death === 'commands') return isOnHost(pid) && isWork(command);
    return death === 'managers' ? MANAGER.test(command) : /\/phoenix\0/.test(command);
  });
  for (const pid of victims) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

/** Guests have another root, and what keeps the processes of a guest agent works in its own place. */
function isOnHost(pid: number): boolean {
  try {
    const cwd = readlinkSync(`/proc/${pid}/cwd`);
    return existsSync(`/proc/${pid}/root/etc/pve`) && !cwd.includes('/var/lib/pve-sandbox/');
  } catch {
    return false;
  }
}

/** That a VM boots is no work. */
const isWork = (command: string) => command !== '' && !command.startsWith('pve-sandbox\0__');

function empty(directory: string): void {
  if (existsSync(directory))
    for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function linesOf<Line>(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      // A death may cut off the last line of a journal.
      return [];
    }
  });
}

function sandbox(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(DIST, 'pve-sandbox'), args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0)
    throw new Error(
      `pve-sandbox ${args[0]} (npm run build first?) ended with ${status}: ${stderr}`,
    );
  return stdout;
}
