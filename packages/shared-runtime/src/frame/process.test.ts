import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FILES } from './fixture.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let root: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, text);
  }
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

/** Starts the manager of process-fixture.ts, in a session of its own as the dispatcher does. */
function start(argv: readonly string[], tenths: number) {
  const file = fileURLToPath(new URL('./process-fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [file, ...argv, '--base-dir', join(root, 'lab')], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: {
      ...process.env,
      ROOT: root,
      TENTHS: String(tenths),
      PHOENIX_EVENTS_FD: '3',
      PHOENIX_RUN_DIR: join(root, 'journal'),
    },
  });
  started.push(child);
  const said = { out: '', talk: '', events: '' };
  child.stdio[1]?.on('data', (text) => (said.out += text));
  child.stdio[2]?.on('data', (text) => (said.talk += text));
  child.stdio[3]?.on('data', (text) => (said.events += text));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const seen = async (text: string) => {
    while (!said.events.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without ${text}: ${said.talk}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { child, said, exit, seen };
}

const left = (name: string) => existsSync(join(root, name));

async function appears(name: string): Promise<void> {
  while (!left(name)) await new Promise((resolve) => setTimeout(resolve, 20));
  // Its writer ends right after.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

test('events tell the whole run, the journal and the logs keep it', async () => {
  const { said, exit } = start(['work', '950', '--json'], 1);
  expect(await exit).toBe(0);
  const events = said.events
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ type: 'version', program: 'lxc-manager', events: '1.0' });
  expect(events.map(({ type }) => type)).toEqual([
    'version',
    ...Array(2).fill(['operation-start', 'wait', 'operation-output', 'operation-end']).flat(),
    'guest-result',
  ]);
  expect(events.every(({ time }) => typeof time === 'number')).toBe(true);
  expect(JSON.parse(said.out).summary.changed).toBe(1);
  expect(said.talk).toBe('');
  expect(readFileSync(join(root, 'journal/002-950-second.log'), 'utf8')).toBe('working\n');
  expect(readFileSync(join(root, 'journal/events.jsonl'), 'utf8')).not.toContain(
    'operation-output',
  );
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)('after %s what runs is finished, nothing new is started', async (signal, code) => {
  const { child, said, exit, seen } = start(['work', '950', '900'], 5);
  await seen('operation-output');
  child.kill(signal);
  expect(await exit).toBe(code);
  expect([left('950-first'), left('950-second'), left('900-first')]).toEqual([true, false, false]);
  expect(said.talk).toContain('hint: the same command again goes on from here');
  expect(said.out).toMatch(/^950 vllm: failed in .*\n900 base: skipped\n$/);
});

test('a second signal ends what runs with one SIGTERM', async () => {
  const { child, exit, seen } = start(['work', '950'], 300);
  await seen('operation-output');
  child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill('SIGINT');
  expect(await exit).toBe(130);
  expect([left('950-first.undone'), left('950-first')]).toEqual([true, false]);
});

test('when nobody reads the events any more, what runs is finished and nothing new started', async () => {
  const { child, exit, seen } = start(['work', '950'], 5);
  await seen('operation-output');
  child.stdio[3]?.destroy();
  expect(await exit).toBe(143);
  expect([left('950-first'), left('950-second')]).toEqual([true, false]);
});

test('a killed manager leaves its command running', async () => {
  const { child, exit, seen } = start(['work', '950'], 10);
  await seen('operation-output');
  child.kill('SIGKILL');
  await exit;
  expect(left('950-first')).toBe(false);
  await appears('950-first');
});

test('a busy guest is told within a second, waited for, and free when its holder is killed', async () => {
  const { child, seen } = start(['work', '950'], 300);
  await seen('operation-output');
  const busy = start(['work', '950'], 1);
  expect(await busy.exit).toBe(75);
  expect(busy.said.talk).toMatch(/950 is busy: pid \d+ `lxc-manager work 950 .*` holds it since/);
  const pid = Number(readFileSync(join(root, '950-first.pid'), 'utf8'));
  const waiting = start(['work', '950', '--wait', '20s'], 1);
  await waiting.seen('the end of other work');
  child.kill('SIGKILL');
  expect(await waiting.exit).toBe(0);
  process.kill(-pid, 'SIGTERM');
  await appears('950-first.undone');
});
