import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PhoenixError } from '../errors.ts';
import { run } from './run.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

const fixtures = join(import.meta.dirname, '../../fixtures');
let dir: string;
let log: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  log = join(dir, 'log');
});
afterEach(() => rmSync(dir, { recursive: true }));

const command = (...argv: string[]) => ({ argv, deadline: 20, log });

test('arguments reach the program as they are, its output the log', async () => {
  const words = ['a b', '$(id)', "it's", ';', '--x', 'new\nline'];
  const lines: string[] = [];
  const result = await run({
    ...command(join(fixtures, 'talk.sh'), ...words),
    env: { STATUS: '3' },
    onLine: (line) => lines.push(line),
  });
  expect(result).toMatchObject({ exit: 3, timedOut: false });
  expect(lines.slice(0, 5)).toEqual(['arg:a b', 'arg:$(id)', "arg:it's", 'arg:;', 'arg:--x']);
  expect(result.output).toBe(readFileSync(log, 'utf8'));
  expect(lines.at(-1)).toBe('err');
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

test('standard input holds what is given, and nothing is left of it', async () => {
  const { output } = await run({ ...command(join(fixtures, 'talk.sh')), input: 'secret\n' });
  expect(output).toContain('stdin:secret');
});

test('a second command adds to the log and answers its own output only', async () => {
  await run(command(join(fixtures, 'talk.sh'), 'first'));
  const { output } = await run(command(join(fixtures, 'talk.sh'), 'second'));
  expect(output).not.toContain('first');
  expect(readFileSync(log, 'utf8')).toContain('first');
});

test('the deadline is one SIGTERM, and the program may tidy up', async () => {
  const result = await run({ ...command(join(fixtures, 'wait.sh')), deadline: 0.3 });
  expect(result).toMatchObject({ exit: 4, timedOut: true });
  expect(result.output).toContain('tidied');
});

test('so is an abort; the program had a process group of its own', async () => {
  const abort = new AbortController();
  const running = run({
    ...command(join(fixtures, 'wait.sh')),
    abort: abort.signal,
    onLine: (line) => {
      const pid = Number(/^pid:(\d+)/.exec(line)?.[1]);
      if (!pid) return;
      const [, , group, session] =
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      expect([Number(group), Number(session)]).toEqual([pid, pid]);
      abort.abort();
    },
  });
  expect(await running).toMatchObject({ exit: 4, timedOut: false });
});

test('a signal counts as 128 + n', async () => {
  expect((await run(command(join(fixtures, 'killed.sh')))).exit).toBe(137);
});

test('a missing program is named', async () => {
  const error = await run(command('pct-is-not-here', 'list')).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(PhoenixError);
  expect(error).toMatchObject({ exit: 69, message: expect.stringContaining('pct-is-not-here') });
});

test('the program gets three descriptors and not the way to our events', async () => {
  process.env.PHOENIX_EVENTS_FD = '3';
  const { output } = await run(command(join(fixtures, 'descriptors.sh')));
  const env = await run(command('env'));
  delete process.env.PHOENIX_EVENTS_FD;
  // Besides 0, 1, 2 there is the descriptor on which the shell reads its script.
  expect(output.match(/^\/.*log$/gm)).toHaveLength(2);
  expect(output.trim().split('\n').length).toBeLessThanOrEqual(4);
  expect(env.output).not.toContain('PHOENIX_EVENTS_FD');
});

test('a log that cannot be written stops nothing', async () => {
  const result = await run({ ...command('echo', 'still here'), log: '' });
  expect(result).toMatchObject({ exit: 0, output: 'still here\n' });
});

test('nothing runs before it was noted, and nothing at all when we die before', async () => {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const mark = join(dir, 'mark');
  let seen: boolean | undefined;
  await run({
    ...command('touch', mark),
    onStart: () => {
      spawnSync('sleep', ['0.2']);
      seen = existsSync(mark);
    },
  });
  expect([seen, existsSync(mark)]).toEqual([false, true]);

  const other = join(dir, 'other');
  const script = `
    import { run } from ${JSON.stringify(join(import.meta.dirname, 'run.ts'))};
    await run({ argv: ['touch', ${JSON.stringify(other)}], deadline: 20, log: ${JSON.stringify(log)},
      onStart: (pid) => { console.log(pid); process.kill(process.pid, 'SIGKILL'); } });`;
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(signal).toBe('SIGKILL');
  const pid = Number(`${stdout}`);
  await vi.waitUntil(() => !existsSync(`/proc/${pid}/cmdline`), { timeout: 10_000 });
  expect(existsSync(other)).toBe(false);
});

test('a script whose interpreter is missing is named', async () => {
  const script = join(dir, 'script');
  writeFileSync(script, '#!/no/such/shell\n', { mode: 0o755 });
  await expect(run(command(script))).rejects.toThrow(`cannot run ${script}`);
  writeFileSync(script, '#!/bin/sh\n', { mode: 0o644 });
  chmodSync(script, 0o644);
  await expect(run(command(script))).rejects.toThrow('it is not executable');
});
