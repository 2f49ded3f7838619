import { expect, test, vi } from 'vitest';
import { Interrupted } from '../interrupted.ts';
import { query } from './query.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

const shell = (script: string) => ['sh', '-c', script];

test('what it leaves running with its output open is not waited for', async () => {
  const begun = Date.now();
  const result = await query(shell('echo said; sleep 7.25 & exit 3'));
  expect(result).toMatchObject({ exit: 3, stdout: 'said\n', timedOut: false });
  expect(Date.now() - begun).toBeLessThan(6000);
});

test('one that takes no notice of the deadline is not waited for', async () => {
  const begun = Date.now();
  const result = await query(shell('trap "" TERM; sleep 8.25; sleep 8.25'), { timeout: 0.2 });
  expect(result).toMatchObject({ exit: 143, timedOut: true });
  expect(Date.now() - begun).toBeLessThan(7000);
});

test('a signal ends it, and nobody is left listening for signals', async () => {
  const listeners = process.listenerCount('SIGHUP');
  const asked = query(shell('sleep 9.25'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.emit('SIGHUP');
  const error = await asked.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Interrupted);
  expect(error).toMatchObject({ exit: 143, message: expect.stringContaining('sh -c') });
  expect(process.listenerCount('SIGHUP')).toBe(listeners);
});

test('a signal that comes while it is being started is heard, and ends it', async () => {
  const childProcess = process.getBuiltinModule('node:child_process');
  const { spawn } = childProcess;
  const listeners = process.listenerCount('SIGTERM');
  let heard = 0;
  const spied = vi.spyOn(childProcess, 'spawn').mockImplementation((...args) => {
    heard = process.listenerCount('SIGTERM') - listeners;
    // Node tells of a signal when what runs has returned.
    setImmediate(() => process.emit('SIGTERM'));
    return Reflect.apply(spawn, childProcess, args);
  });
  try {
    await expect(query(shell('sleep 9.75'))).rejects.toBeInstanceOf(Interrupted);
  } finally {
    spied.mockRestore();
  }
  expect(heard).toBe(1);
  expect(process.listenerCount('SIGTERM')).toBe(listeners);
});

test('nobody is left listening for one that could not be started', async () => {
  const listeners = process.listenerCount('SIGINT');
  await expect(query(['true', '\0'])).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' });
  expect(process.listenerCount('SIGINT')).toBe(listeners);
});

test('however many are asked at once, the process listens once, and all are ended', async () => {
  const listeners = process.listenerCount('SIGTERM');
  const asked = Array.from({ length: 12 }, () => query(shell('sleep 9.5')));
  expect(process.listenerCount('SIGTERM')).toBe(listeners + 1);
  process.emit('SIGTERM');
  for (const one of await Promise.allSettled(asked)) expect(one.status).toBe('rejected');
  expect(process.listenerCount('SIGTERM')).toBe(listeners);
});

test('a program that is not there is told', async () => {
  await expect(query(['/nonexistent/program'])).rejects.toMatchObject({ exit: 69 });
});

test('it is given its input, which it need not read', async () => {
  const input = 'a line\n'.repeat(100_000);
  expect(await query(['wc', '-c'], { input })).toMatchObject({ exit: 0, stdout: '700000\n' });
  expect(await query(shell('exit 3'), { input })).toMatchObject({ exit: 3 });
  expect(await query(['cat'])).toMatchObject({ exit: 0, stdout: '' });
});

test.each(['yes', 'yes >&2'])(
  '%s: endless output ends it, and no part of it is answered',
  async (script) => {
    const result = await query(shell(script), { timeout: 50 });
    expect(result).toEqual({
      exit: 143,
      output: 'it said more than 16 MiB, and was ended',
      stdout: '',
      timedOut: false,
    });
  },
);
