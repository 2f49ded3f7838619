import { expect, test } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import { createStop } from '../stop.ts';
import { forgetCommand, noteCommand, survivingCommand, waitForCommand } from './command.ts';

const COMMAND = { pid: 1234, argv: ['pct', 'set', '950', '--mp0', 'data:50,mp=/data'] };
const NOTE = '/run/phoenix/command-950.json';

const stat = (start: number, state = 'S') =>
  `1234 (pct) ${state} ${Array(18).fill('0').join(' ')} ${start} 0 0\n`;

function setup() {
  const host = fakeHost({ files: { '/proc/1234/stat': stat(99) } });
  noteCommand(host, 950, COMMAND);
  return host;
}

test('a command that still runs is told, one that has ended is not', () => {
  const host = setup();
  expect(survivingCommand(host, 950)).toEqual(COMMAND);
  expect(survivingCommand(host, 951)).toBeUndefined();
  host.files.set('/proc/1234/stat', stat(99, 'Z'));
  expect(survivingCommand(host, 950)).toBeUndefined();
  host.files.set('/proc/1234/stat', stat(100));
  expect(survivingCommand(host, 950)).toBeUndefined();
  host.files.delete('/proc/1234/stat');
  expect(survivingCommand(host, 950)).toBeUndefined();
});

test('one that ended before it could be noted leaves no note', () => {
  const host = fakeHost();
  noteCommand(host, 950, COMMAND);
  expect(host.exists(NOTE)).toBe(false);
});

test.each(['', '{', '[]', '{"pid":1}', 'null'])(
  'a note that makes no sense is none: %j',
  (text) => {
    const host = setup();
    host.files.set(NOTE, text);
    expect(survivingCommand(host, 950)).toBeUndefined();
  },
);

test('waiting ends with the command, and its note goes', async () => {
  const host = setup();
  const stop = createStop();
  const told: number[] = [];
  const onWait = (_: unknown, elapsed: number) => {
    told.push(elapsed);
    if (told.length === 3) host.files.delete('/proc/1234/stat');
  };
  expect(await waitForCommand(host, 950, { deadline: 60, stop, onWait })).toBe(true);
  expect(told).toEqual([0, 0.25, 0.5]);
  expect(host.exists(NOTE)).toBe(false);
});

test('waiting ends at the deadline or at a request to stop', async () => {
  const host = setup();
  const stop = createStop();
  expect(await waitForCommand(host, 950, { deadline: 1, stop })).toBe(false);
  stop.request('SIGINT');
  await expect(waitForCommand(host, 950, { deadline: 1, stop })).rejects.toThrow('950');
  forgetCommand(host, 950);
  expect(survivingCommand(host, 950)).toBeUndefined();
});
