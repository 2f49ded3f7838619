import { spawn } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostName } from './directive.ts';

/** The clone. */
export const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');
const SANDBOX = join(DIST, 'pve-sandbox');
const OURS = [join(DIST, 'bin'), join(DIST, 'bin/managers'), DIST].join(':');
/** The base directory on the host, which commands that are not shown find in $BASE. */
const BASE = '/usr/local/phoenix_hypervisor';
/** Milliseconds that one command may take. */
const DEADLINE = 120_000;

/** What a command came to; both streams in one text, as at a terminal. */
export interface Outcome {
  readonly exit: number;
  readonly printed: string;
}

/** What a page is typed at: a sandbox host, and the clone beside it. */
export interface Machine {
  /** Makes the host, in the place of the one before. */
  begin(which: HostName): Promise<Outcome>;
  /** Runs a command line in bash, on the host or in the clone; `cd` holds for the next. */
  type(at: 'host' | 'clone', line: string): Promise<Outcome>;
  /** Runs a verb of pve-sandbox on the host. */
  sandbox(args: string): Promise<Outcome>;
  /** Path of a file of the host as the machine sees it; relative ones are below the base directory. */
  path(file: string): string;
  end(): Promise<void>;
}

/** Makes a machine with nothing on it yet. */
export function machine(): Machine {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-docs-'));
  const host = join(scratch, 'host');
  const own = join(scratch, 'tmp');
  mkdirSync(own);
  const directory = { host: ROOT, clone: ROOT };
  const run = (argv: readonly string[]) => execute(argv, join(scratch, 'printed'));
  /** Hosts that the page has made in the clone's /tmp, and its own. */
  const hosts = () =>
    [host, ...readdirSync(own).map((name) => join(own, name))].filter((one) =>
      existsSync(join(one, 'var/lib/pve-sandbox')),
    );
  return {
    async begin(which) {
      if (existsSync(host)) await run([SANDBOX, 'destroy', host]);
      directory.host = ROOT;
      const bare = which === 'bare' ? ['--bare'] : [];
      return run([SANDBOX, 'init', host, '--configs', site(which, scratch), ...bare]);
    },
    async type(at, line) {
      const where = join(at === 'host' ? join(host, 'tmp') : own, '.phoenix-docs-directory');
      const seen = at === 'host' ? '/tmp/.phoenix-docs-directory' : where;
      const typed = at === 'host' ? line : line.replaceAll('/tmp/', `${own}/`);
      const script = [
        `PATH=${quoted(OURS)}:$PATH`,
        `BASE=${BASE}`,
        `cd ${quoted(directory[at])} || exit 125`,
        `trap 'pwd >${quoted(seen)}' EXIT`,
        typed,
      ].join('\n');
      const argv = ['bash', '-c', script];
      const outcome = await run(at === 'host' ? [SANDBOX, 'exec', host, '--', ...argv] : argv);
      if (existsSync(where)) directory[at] = readFileSync(where, 'utf8').trim();
      return { ...outcome, printed: outcome.printed.replaceAll(`${own}/`, '/tmp/') };
    },
    sandbox: (args) => run(['bash', '-c', `PATH=${quoted(OURS)}:$PATH; ${onHost(args, host)}`]),
    path: (file) => join(host, file.startsWith('/') ? file : join(BASE, file)),
    async end() {
      for (const one of hosts()) await run([SANDBOX, 'destroy', one]);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** `fault --match X` becomes `pve-sandbox fault HOST --match X`. */
function onHost(args: string, host: string): string {
  const [verb = '', ...rest] = args.split(/(?<=^\S+)\s+/);
  return ['pve-sandbox', verb, quoted(host), ...rest].join(' ');
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The configuration directory that a host begins with. */
function site(which: HostName, scratch: string): string {
  const examples = join(ROOT, 'examples');
  if (which !== 'empty') return join(examples, 'etc');
  const copy = join(scratch, 'site');
  cpSync(examples, copy, { recursive: true });
  writeFileSync(join(copy, 'etc/phoenix_lxc_configs.json'), '{ "lxc_configs": {} }\n');
  writeFileSync(join(copy, 'etc/phoenix_vm_configs.json'), '{ "vms": [] }\n');
  return join(copy, 'etc');
}

/** Runs a command; what it prints goes into a file, which nobody whom it left behind keeps open. */
function execute(argv: readonly string[], file: string): Promise<Outcome> {
  const descriptor = openSync(file, 'w');
  const [program = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', descriptor, descriptor],
      timeout: DEADLINE,
    });
    child.on('error', reject);
    child.on('exit', (exit, signal) => {
      closeSync(descriptor);
      const end = signal === null ? '' : `\n(ended by ${signal})`;
      resolve({ exit: exit ?? 128, printed: readFileSync(file, 'utf8') + end });
    });
  });
}
