import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realHost, spawnManager, unanswered } from '@phoenix/shared-runtime';
import type { StopSignal, World } from '../world.ts';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** A directory with the managers as scripts, and a world around it that keeps what is printed. */
export interface FakeWorld extends World {
  /** Everything that was printed, by stream. */
  readonly printed: { stdout: string; stderr: string };
  /** What the managers were called with, without the base directory. */
  calls(): string[];
  /** Signals that the managers noted. */
  signals(): string[];
  /** Whether a manager waits for signals. */
  waiting(): boolean;
  signal(name: StopSignal): void;
  remove(): void;
}

/** What the managers find: guests by id, or one answer of a whole manager. */
export interface Scenario {
  guests?: Readonly<Record<number, object>>;
  /** What holds for guests that are not named there. */
  any?: object;
  /** The guests on the host, declared or not. */
  there?: Readonly<Record<number, { kind: 'lxc' | 'vm'; name: string } & Record<string, unknown>>>;
  'vm-manager'?: { answer: { exit: number; stdout?: string; stderr?: string } };
  'hypervisor-manager'?: { answer: { exit: number; stdout?: string; stderr?: string } };
  'lxc-manager'?: { answer: { exit: number; stdout?: string; stderr?: string } };
}

export function fakeWorld(
  scenario: Scenario = {},
  options: {
    answers?: string[];
    without?: string;
    lab?: 'lab' | 'mixed';
    /** Contents of lock files, by path. */
    locks?: Record<string, string>;
    /** Names of the files of marks. */
    marks?: string[];
  } = {},
): FakeWorld {
  const directory = mkdtempSync(`${tmpdir()}/phoenix-dispatcher-`);
  for (const manager of ['lxc-manager', 'vm-manager', 'hypervisor-manager']) {
    if (manager === options.without) continue;
    copyFileSync(`${fixtures}/managers/fake-manager.mjs`, `${directory}/${manager}`);
  }
  writeFileSync(`${directory}/scenario.json`, JSON.stringify(scenario));
  const printed = { stdout: '', stderr: '' };
  const handlers = new Set<(name: StopSignal) => void>();
  const lines = (file: string) =>
    existsSync(`${directory}/${file}`)
      ? readFileSync(`${directory}/${file}`, 'utf8').trimEnd().split('\n')
      : [];
  const out = (stream: 'stdout' | 'stderr') => ({
    write(text: string) {
      printed[stream] += text;
    },
    isTTY: false,
    columns: 80,
    rows: 24,
  });
  const { answers, lab = 'lab', locks = {}, marks = [] } = options;
  return {
    host: {
      ...realHost(),
      makeDirectory() {},
      remove() {},
      append() {},
      list: (path) => (path.endsWith('/making') ? marks : []),
      read: (path) => (path.startsWith('/run/lock/') ? (locks[path] ?? '') : realHost().read(path)),
    },
    spawn: spawnManager,
    env: { PHOENIX_MANAGERS_DIR: directory, PHOENIX_BASE_DIR: `${fixtures}/${lab}` },
    absolute: (path) => resolve('/', path),
    executable: '/nowhere/phoenix',
    version: '1.2.3',
    stdout: out('stdout'),
    stderr: out('stderr'),
    ask:
      answers &&
      (async (question) => {
        printed.stderr += question;
        const answer = answers.shift();
        if (answer === undefined) throw unanswered('SIGINT');
        return answer;
      }),
    onSignal(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    printed,
    calls: () => lines('calls.log').map((line) => line.replace(/ --base-dir \S+/, '')),
    signals: () => lines('signals.log'),
    waiting: () => existsSync(`${directory}/ready`),
    signal: (name) => {
      for (const handler of handlers) handler(name);
    },
    remove: () => rmSync(directory, { recursive: true }),
  };
}
