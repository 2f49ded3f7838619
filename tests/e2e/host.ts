import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const DIST = join(import.meta.dirname, '../../dist');
const MANAGERS = join(DIST, 'bin/managers');
const BASE = 'usr/local/phoenix_hypervisor';

/** What is different between hosts of containers and hosts of VMs. */
export interface HostKind {
  readonly manager: 'lxc-manager' | 'vm-manager';
  /** Directory of the conf files below /etc/pve. */
  readonly confs: 'lxc' | 'qemu-server';
  /** File and content of what is declared. */
  readonly file: 'phoenix_lxc_configs.json' | 'phoenix_vm_configs.json';
  readonly declaration: (guests: object) => object;
}

export const LXC: HostKind = {
  manager: 'lxc-manager',
  confs: 'lxc',
  file: 'phoenix_lxc_configs.json',
  declaration: (guests) => ({ lxc_configs: guests }),
};

export const VM: HostKind = {
  manager: 'vm-manager',
  confs: 'qemu-server',
  file: 'phoenix_vm_configs.json',
  declaration: (guests) => guests,
};

/** What a run of a manager left behind. */
export interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Operations as their ends were told, in order. */
  readonly operations: readonly { guest: number; id: string; result: string }[];
}

/** One command of the sandbox's log. */
export interface Logged {
  readonly argv: readonly string[];
  readonly changed: boolean;
}

/** A sandbox of this test's own. */
export interface TestHost {
  /** Replaces the declared guests. */
  declare(guests: object): void;
  manager(...args: string[]): Promise<Run>;
  /** Runs a command on the host, whatever comes of it. */
  run(...argv: string[]): Promise<void>;
  /** Lets commands go wrong: a regular expression, then options of pve-sandbox fault. */
  fault(match: string, ...options: string[]): Promise<void>;
  conf(id: number): string | undefined;
  /** Adds lines to the main section of a conf file. */
  addToConf(id: number, lines: string): void;
  /** Commands since the last call, as they began. */
  log(): Promise<Logged[]>;
  /** Everything on the host but the sandbox's own accounts, as one hash per file. */
  files(): Map<string, string>;
  destroy(): Promise<void>;
}

/** Makes a host of a configuration directory (`etc`, with `bin` beside it). */
export async function testHost(
  directory: string,
  etc: string,
  kind: HostKind = LXC,
): Promise<TestHost> {
  const manager = join(MANAGERS, kind.manager);
  const sandbox = (...args: string[]) => execute(join(DIST, 'pve-sandbox'), args);
  const made = await sandbox('init', directory, '--configs', etc);
  if (made.exit !== 0) throw new Error(`no sandbox (npm run build first?): ${made.stderr}`);
  // Where the executable lies becomes visible on the host with its first run.
  await sandbox('exec', directory, '--', manager, '--version');
  const confPath = (id: number) => join(directory, `etc/pve/${kind.confs}/${id}.conf`);
  return {
    declare(guests) {
      const path = join(directory, BASE, 'etc', kind.file);
      writeFileSync(path, JSON.stringify(kind.declaration(guests), null, 2));
    },
    manager: (...args) => sandbox('exec', directory, '--', manager, ...args),
    async run(...argv) {
      await sandbox('exec', directory, '--', ...argv);
    },
    async fault(match, ...options) {
      await sandbox('fault', directory, '--match', match, ...options);
    },
    conf: (id) => (existsSync(confPath(id)) ? readFileSync(confPath(id), 'utf8') : undefined),
    addToConf(id, lines) {
      const [main = '', ...sections] = readFileSync(confPath(id), 'utf8').split(/^(?=\[)/m);
      writeFileSync(confPath(id), [`${main.trimEnd()}\n${lines}\n`, ...sections].join(''));
    },
    async log() {
      const { stdout } = await sandbox('log', directory, '--json');
      await sandbox('log', directory, '--clear');
      return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    files: () => fileHashes(directory),
    async destroy() {
      await sandbox('destroy', directory);
    },
  };
}

/** Writes a configuration directory with scripts of the site beside it; answers its path. */
export function siteConfiguration(
  directory: string,
  hypervisor: object,
  guests: object,
  scripts: Readonly<Record<string, string>>,
  kind: HostKind = LXC,
): string {
  const etc = join(directory, 'etc');
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, 'phoenix_hypervisor_config.json'), JSON.stringify(hypervisor));
  writeFileSync(join(etc, kind.file), JSON.stringify(kind.declaration(guests)));
  for (const [name, text] of Object.entries(scripts)) {
    const path = join(directory, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
  return etc;
}

function execute(program: string, args: readonly string[]): Promise<Run> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, PHOENIX_EVENTS_FD: '3' },
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const operations: { guest: number; id: string; result: string }[] = [];
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
    const event = JSON.parse(line);
    if (event.type !== 'operation-end') return;
    operations.push({ guest: event.guest, id: event.operation, result: event.result });
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) =>
      resolve({ exit: exit ?? 1, stdout: stdout(), stderr: stderr(), operations }),
    );
  });
}

function text(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

/** The sandbox's own accounts, and what is no file of a host. */
const NOT_OF_THE_HOST = /^(?:proc|sys|dev|var\/lib\/pve-sandbox\/(?!snapshots|running|sizes).*)$/;

function fileHashes(root: string): Map<string, string> {
  const hashes = new Map<string, string>();
  const walk = (below: string) => {
    for (const name of readdirSync(join(root, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      if (NOT_OF_THE_HOST.test(path)) continue;
      const stat = lstatSync(join(root, path));
      const about = `${stat.mode} ${stat.uid}:${stat.gid}`;
      if (stat.isDirectory()) walk(path);
      if (stat.isFile()) {
        const content = createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex');
        hashes.set(path, `${about} ${stat.mtimeMs} ${content}`);
      } else {
        hashes.set(path, stat.isSymbolicLink() ? readlinkSync(join(root, path)) : about);
      }
    }
  };
  walk('');
  return hashes;
}
