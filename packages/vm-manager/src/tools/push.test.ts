import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realHost } from '@phoenix/shared-runtime';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PIECE } from './pieces.ts';
import { push } from './push.ts';
import { guestFixture } from './test-support/guest-fixture.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A guest as exec's tests have it, on a host that reads real files. */
function guestAndFiles() {
  const guest = guestFixture();
  const { readPiece, hash, info } = realHost();
  Object.assign(guest.host, { readPiece, hash, info });
  const put = (bytes: Uint8Array, to = 'to', flags = {}) => {
    writeFileSync(join(dir, 'from'), bytes, { mode: 0o640 });
    return guest.use(push.run, { words: ['8001', join(dir, 'from'), join(dir, to)], flags });
  };
  return { guest, put };
}

const mode = (name: string) => (statSync(join(dir, name)).mode & 0o777).toString(8);

test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 300_000])(
  'a file of %i bytes arrives as it is',
  async (size) => {
    const { guest, put } = guestAndFiles();
    const bytes = randomBytes(size);
    await put(bytes);
    expect(readFileSync(join(dir, 'to')).equals(bytes)).toBe(true);
    expect(guest.calls).toHaveLength(Math.max(1, Math.ceil(size / PIECE)));
    expect(readdirSync(dir).sort()).toEqual(['from', 'to']);
    expect(mode('to')).toBe('640');
  },
);

test('a destination of any name, with the permissions asked for', async () => {
  const { put } = guestAndFiles();
  const name = ` it's "ü" $HOME\n`;
  await put(Buffer.from('x'), name, { perms: '755' });
  expect([readFileSync(join(dir, name), 'utf8'), mode(name)]).toEqual(['x', '755']);
});

test('answers may be lost', async () => {
  const { guest, put } = guestAndFiles();
  const lost = { after: 'got timeout' };
  guest.mishaps.push(lost, undefined, lost, lost, undefined, lost);
  const bytes = randomBytes(3 * PIECE);
  await put(bytes);
  expect(readFileSync(join(dir, 'to')).equals(bytes)).toBe(true);
});

test('interrupted: the destination is as it was, and nothing else is left', async () => {
  const { guest, put } = guestAndFiles();
  writeFileSync(join(dir, 'to'), 'old');
  guest.mishaps.push(undefined, { before: 'QEMU guest agent is not running' });
  guest.host.sleep = async () => guest.stop.request('SIGTERM');
  await expect(put(randomBytes(3 * PIECE))).rejects.toMatchObject({ exit: 143 });
  expect(readFileSync(join(dir, 'to'), 'utf8')).toBe('old');
  expect(readdirSync(dir).sort()).toEqual(['from', 'to']);
});

test.each([0, 1, 3])(
  'interrupted, and a slow guest comes to piece %i after it was told to drop them: nothing is left',
  async (piece) => {
    const { guest, put } = guestAndFiles();
    writeFileSync(join(dir, 'to'), 'old');
    guest.mishaps.push(...Array(piece).fill(undefined), { stop: 'overtaken' });
    await expect(put(randomBytes(3 * PIECE + 1))).rejects.toMatchObject({ exit: 143 });
    expect(guest.calls).toHaveLength(piece + 2);
    expect(readFileSync(join(dir, 'to'), 'utf8')).toBe('old');
    expect(readdirSync(dir).sort()).toEqual(['from', 'to']);
  },
);

test('what a broken push left is replaced, and a planted link is not followed', async () => {
  const { put } = guestAndFiles();
  const planted = join(dir, 'planted');
  symlinkSync(planted, join(dir, '.to.phoenix-push'));
  writeFileSync(join(dir, '.to.phoenix-push.piece'), 'half');
  await put(Buffer.from('whole'));
  expect([readFileSync(join(dir, 'to'), 'utf8'), existsSync(planted)]).toEqual(['whole', false]);
});

test('two at once: one after the other', async () => {
  const { guest, put } = guestAndFiles();
  guest.host.sleep = () => new Promise((done) => setTimeout(done, 5));
  const bytes = randomBytes(2 * PIECE);
  const [first, second] = await Promise.all([put(bytes), put(bytes)]);
  expect([first.talk, second.talk]).toEqual([
    '',
    expect.stringMatching(`^waits for another push of 8001:${dir}/to`),
  ]);
  expect(readFileSync(join(dir, 'to')).equals(bytes)).toBe(true);
  expect(readdirSync(dir).sort()).toEqual(['from', 'to']);
});

test('a file that changes meanwhile is refused', async () => {
  const { guest, put } = guestAndFiles();
  Object.assign(guest.host, { hash: () => 'a'.repeat(64) });
  await expect(put(Buffer.from('x'))).rejects.toThrow('into 8001: the file arrived damaged');
  expect(readdirSync(dir)).toEqual(['from']);
});

test('what cannot be is told at once', async () => {
  const { guest, put } = guestAndFiles();
  await expect(put(Buffer.from('x'), 'none/to')).rejects.toThrow(
    `there is no directory ${dir}/none/`,
  );
  const use = (words: string[], flags = {}) => guest.use(push.run, { words, flags });
  const file = join(dir, 'from');
  await expect(use(['8001', file, 'relative'])).rejects.toThrow('"relative" is no destination');
  await expect(use(['8001', file, dir])).rejects.toThrow(`${dir} is a directory`);
  await expect(use(['8001', file, '/x'], { perms: 'rwx' })).rejects.toThrow(
    '--perms cannot be "rwx"',
  );
  await expect(use(['8001', join(dir, 'none'), '/x'])).rejects.toMatchObject({ exit: 66 });
  await expect(use(['x', file, '/x'])).rejects.toMatchObject({ exit: 64 });
});
