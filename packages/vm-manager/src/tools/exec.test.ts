import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exec } from './exec.ts';
import { guestFixture } from './test-support/guest-fixture.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Whether a process is there and does something; an ended one may wait for its parent. */
function lives(pid: string): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

const shell = (script: string, ...args: string[]) => ['sh', '-c', script, ...args];

test.each(['dash', 'bash'])('a short command is one call, and leaves nothing (%s)', async (sh) => {
  const guest = guestFixture(sh);
  const before = guest.leftovers();
  const { exit, bytes } = await guest.use(exec.run, {
    command: shell('echo "$1"; echo err >&2; printf end; exit 7', 'x', 'it\'s "ü"\n$HOME\\ '),
  });
  expect([exit, bytes.toString()]).toEqual([7, 'it\'s "ü"\n$HOME\\ \nerr\nend']);
  expect(guest.calls).toHaveLength(1);
  expect(guest.leftovers()).toEqual(before);
});

test.skipIf(process.getuid?.() !== 0)(
  'what an earlier boot left goes, what runs stays',
  async () => {
    const [lost, runs] = [`lost${process.pid}`, `runs${process.pid}`];
    const note = `/run/phoenix-exec/${runs}.here`;
    const left = [lost, `${lost}.old`, runs].map((token) => `/var/tmp/phoenix-exec-${token}`);
    try {
      for (const one of left) mkdirSync(one);
      mkdirSync('/run/phoenix-exec', { recursive: true, mode: 0o700 });
      writeFileSync(note, '');
      await guestFixture().use(exec.run, { command: ['true'] });
      expect(left.map(existsSync)).toEqual([false, false, true]);
      expect(existsSync(note)).toBe(true);
    } finally {
      for (const one of [...left, note]) rmSync(one, { recursive: true, force: true });
    }
  },
);

test.each([
  [['true'], 0],
  [['false'], 1],
  [['no-such-program'], 127],
  [['/etc/passwd'], 126],
  [['exit', '3'], 127],
  [shell('kill -9 $$'), 137],
  [shell('kill $$'), 143],
  [shell('exit 255'), 255],
])('%j ends with %i', async (command, status) => {
  const { exit } = await guestFixture().use(exec.run, { command });
  expect(exit).toBe(status);
});

test('300 kB of any bytes go in and come out as they were', async () => {
  const guest = guestFixture();
  const stdin = randomBytes(300_000);
  const { exit, bytes } = await guest.use(exec.run, { command: ['cat'], stdin });
  expect(exit).toBe(0);
  expect(bytes.equals(stdin)).toBe(true);
  expect(guest.calls.filter((call) => call.includes('feed'))).toHaveLength(6);
  expect(guest.calls.every((call) => call.join(' ').length < 1000)).toBe(true);
});

test('a script of 300 kB with bytes in it runs, is followed, and its status counts', async () => {
  const guest = guestFixture();
  const noise = Buffer.concat([Buffer.from('\n: <<"END"\n'), randomBytes(300_000)]);
  const stdin = Buffer.concat([
    Buffer.from('echo begins\n'),
    Buffer.from(noise.toString('latin1').replaceAll('\0', ' '), 'latin1'),
    Buffer.from('\nEND\nsleep 3\necho ends\nexit 9\n'),
  ]);
  const { exit, bytes, pieces } = await guest.use(exec.run, { command: ['sh', '-s'], stdin });
  expect([exit, bytes.toString()]).toEqual([9, 'begins\nends\n']);
  expect(pieces.map(String)).toEqual(['begins\n', 'ends\n']);
});

test('without standard input the command has an empty one', async () => {
  const { exit, bytes } = await guestFixture().use(exec.run, { command: ['cat'] });
  expect([exit, bytes.length]).toEqual([0, 0]);
});

test('much output comes in bounded pieces', async () => {
  const guest = guestFixture();
  const command = shell('head -c 700000 /dev/zero | tr "\\0" a; printf z');
  const { exit, bytes, pieces } = await guest.use(exec.run, { command });
  expect([exit, bytes.length, bytes.at(-1)]).toEqual([0, 700_001, 122]);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(192 * 1024);
});

test('a daemon that keeps its output open holds nobody up', async () => {
  const begun = Date.now();
  const command = shell('sleep 7.75 & echo started');
  const { exit, bytes } = await guestFixture().use(exec.run, { command });
  expect([exit, bytes.toString()]).toEqual([0, 'started\n']);
  expect(Date.now() - begun).toBeLessThan(6000);
});

test.each([
  [
    'the answer to its start is lost',
    [{ after: "VM 8001 qga command 'guest-exec' failed - got timeout" }],
  ],
  ['the agent is restarted under a call', [{ after: 'Agent error: PID ld does not exist' }]],
  ['the guest is slow', [{ late: true as const }]],
  [
    'the agent is restarted meanwhile',
    [undefined, ...Array(9).fill({ before: 'QEMU guest agent is not running' })],
  ],
])('the command runs once, and its status is told, when %s', async (_, mishaps) => {
  const guest = guestFixture();
  guest.mishaps.push(...mishaps);
  const command = shell('echo ran >>"$1"; echo out; sleep 0.5; exit 5', 'x', join(dir, 'ran'));
  const { exit } = await guest.use(exec.run, { command });
  expect([exit, readFileSync(join(dir, 'ran'), 'utf8')]).toEqual([5, 'ran\n']);
});

test('when the very last answer is lost, the status is not, and a person is told', async () => {
  const guest = guestFixture();
  guest.mishaps.push({ after: 'got timeout' });
  const { exit, talk } = await guest.use(exec.run, { command: shell('echo out; exit 5') });
  expect(exit).toBe(5);
  expect(talk).toContain('the last of its output may be missing');
});

test('pieces of input may be sent twice', async () => {
  const guest = guestFixture();
  const lost = { after: 'got timeout' };
  guest.mishaps.push(lost, lost, undefined, lost);
  const stdin = randomBytes(150_000);
  const { exit, bytes } = await guest.use(exec.run, { command: ['cat'], stdin });
  expect([exit, bytes.equals(stdin)]).toEqual([0, true]);
});

test('a signal ends the command in the guest, which may tidy up', async () => {
  const guest = guestFixture();
  const before = guest.leftovers();
  guest.mishaps.push(undefined, { stop: 'begun' });
  const script = 'trap "echo tidied; exit 3" TERM; echo $$ >"$1"; echo ready; sleep 60 & wait';
  const { exit, bytes } = await guest.use(exec.run, {
    command: shell(script, 'x', join(dir, 'pid')),
  });
  expect([exit, bytes.toString()]).toEqual([143, 'ready\ntidied\n']);
  expect(lives(readFileSync(join(dir, 'pid'), 'utf8').trim())).toBe(false);
  expect(guest.leftovers()).toEqual(before);
});

test('a command that takes no notice is killed in the guest', async () => {
  const guest = guestFixture();
  guest.mishaps.push(undefined, { stop: 'begun' });
  const script = 'trap "" TERM; echo $$ >"$1"; echo ready; while :; do sleep 1; done';
  const { exit } = await guest.use(exec.run, { command: shell(script, 'x', join(dir, 'pid')) });
  expect(exit).toBe(143);
  expect(lives(readFileSync(join(dir, 'pid'), 'utf8').trim())).toBe(false);
});

test('a signal before the command has begun: it never does', async () => {
  const guest = guestFixture();
  guest.mishaps.push({ stop: 'begun' });
  const stdin = randomBytes(100_000);
  const command = shell('echo ran >"$1"', 'x', join(dir, 'ran'));
  const { exit } = await guest.use(exec.run, { command, stdin });
  expect([exit, existsSync(join(dir, 'ran'))]).toEqual([143, false]);
  const idle = guestFixture();
  idle.stop.request('SIGINT');
  expect((await idle.use(exec.run, { command })).exit).toBe(130);
  expect([idle.calls.length, existsSync(join(dir, 'ran'))]).toEqual([0, false]);
});

test('a command that is ended from outside is told as that', async () => {
  const guest = guestFixture();
  const failure = guest.use(exec.run, { command: shell('kill -9 -$(ps -o pgid= $$ | tr -d " ")') });
  await expect(failure).rejects.toThrow('cannot run sh in 8001 to its end');
});

test.each([
  ['VM 8001 is not running', 'cannot run ls in 8001: the VM is not running', 'qm start 8001'],
  ['No QEMU guest agent configured', 'no guest agent is configured', '--agent enabled=1'],
  [
    "Configuration file 'nodes/pve/qemu-server/8001.conf' does not exist",
    'there is no VM 8001',
    '',
  ],
  ['Agent error: Command guest-exec has been disabled', 'refuses to run commands', 'BLOCK_RPCS'],
  ['QEMU guest agent is not running', 'its guest agent does not answer', 'qm terminal 8001'],
])('%s is one clear failure', async (words, message, hint) => {
  const guest = guestFixture();
  guest.mishaps.push({ before: words }, { before: 'more calls than one' });
  const error = await guest.use(exec.run, { command: ['ls'] }).catch((thrown) => thrown);
  expect(error.message).toContain(message);
  expect(error.hint).toContain(hint);
  expect(guest.calls).toHaveLength(1);
});

test('a template is called one, since it cannot be started', async () => {
  const guest = guestFixture();
  guest.host.files.set('/etc/pve/qemu-server/8001.conf', 'memory: 512\ntemplate: 1\n');
  guest.mishaps.push({ before: 'VM 8001 is not running' });
  await expect(guest.use(exec.run, { command: ['ls'] })).rejects.toMatchObject({
    message: 'cannot run ls in 8001: it is a template, which never runs',
    hint: expect.not.stringContaining('qm start'),
  });
});

test('an agent that is not there yet is waited for, with a word now and then', async () => {
  const guest = guestFixture();
  guest.mishaps.push(...Array(20).fill({ before: 'QEMU guest agent is not running' }));
  const flags = { 'agent-wait': '60' };
  const { exit, talk } = await guest.use(exec.run, { command: ['true'], flags });
  expect(exit).toBe(0);
  expect(talk).toMatch(
    /8001 waits for the guest agent \(16s, at most 1m\): QEMU guest agent is not/,
  );
});

test('one that never comes is one failure at the deadline, with the last thing seen', async () => {
  const guest = guestFixture();
  guest.mishaps.push(...Array(500).fill({ before: 'QEMU guest agent is not running' }));
  const begun = guest.host.now();
  const flags = { 'agent-wait': '1m' };
  const error = await guest.use(exec.run, { command: ['true'], flags }).catch((thrown) => thrown);
  expect(error.message).toMatch(
    /does not answer for 1m; last seen: QEMU guest agent is not running/,
  );
  expect(guest.host.now() - begun).toBeLessThanOrEqual(60_000);
});

test.each([
  ['no status', 'phoenix ended'],
  ['a status that is no number', 'phoenix ended NaN 0'],
  ['a status that is a number to JavaScript alone', 'phoenix ended 1e2 0'],
  ['a status below zero', 'phoenix ended -1 0'],
  ['a status that no process has', 'phoenix ended 256 0'],
  ['a note without a status', 'phoenix noted x'],
  ['a state that there is not', 'phoenix \u001b[2J 0'],
  ['no length', 'phoenix runs'],
  ['another length', 'phoenix runs 9\nZm9yZ2Vk'],
  ['more than was asked for', `phoenix runs 300000\n${Buffer.alloc(300_000).toString('base64')}`],
])('a guest that answers with %s is not believed', async (_, says) => {
  const guest = guestFixture();
  guest.mishaps.push({ says });
  await expect(guest.use(exec.run, { command: ['true'] })).rejects.toThrow(
    'cannot run true in 8001: the answer of the guest was damaged',
  );
});

test('of what a guest says in the place of an answer the end is told', async () => {
  const guest = guestFixture();
  guest.mishaps.push({ says: { exited: 1, exitcode: 3, 'out-data': 'x'.repeat(2 ** 21) } });
  const failure = await guest.use(exec.run, { command: ['true'] }).catch((error) => error);
  expect(failure.message).toBe('cannot run true in 8001: the shell of the guest failed (3)');
  expect(failure.output.length).toBe(2 ** 16);
});
