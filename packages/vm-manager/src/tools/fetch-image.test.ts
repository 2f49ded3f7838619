import { createHash } from 'node:crypto';
import { createStop, openJournal } from '@phoenix/shared-runtime';
import { type FakeHost, type FakeReply, fakeHost } from '@phoenix/shared-runtime/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fetchImage } from './fetch-image.ts';
import { sumIn } from './image/listed-sum.ts';

const URL = 'https://images.example/noble/noble%2Bx.img';
const FILE = '/var/cache/phoenix/images/noble.img';
const PART = `${FILE}.part`;
const IMAGE = 'the whole image';
const hash = (text: string, algorithm = 'sha256') =>
  createHash(algorithm).update(text).digest('hex');
const LIST = `${'0'.repeat(64)} *noble.img\n${hash(IMAGE)} *noble+x.img\n`;

/** wget that brings the rest of a text, or as much of it as came before it ended. */
const brings = (text: string, more: FakeReply = {}): FakeReply => ({
  effect: (host) => {
    const there = host.files.get(PART) ?? '';
    host.files.set(PART, there + text.slice(there.length));
  },
  ...more,
});

function world(...downloads: FakeReply[]) {
  const host = fakeHost()
    .on('wget', { exit: 8, stderr: '  HTTP/1.1 404 Not Found\n' })
    .on(`wget --quiet --server-response --tries 3 --timeout 30 --output-document - ${sums()}`, LIST)
    .on('flock', ...downloads);
  return host;
}

function sums(list = 'SHA256SUMS') {
  return `https://images.example/noble/${list}`;
}

async function fetch(host: FakeHost, flags = {}, stop = createStop(), words = [URL, FILE]) {
  const said = { result: '', talk: '' };
  const plain = (_: string, text: string) => text;
  const failure = await fetchImage
    .run({
      program: 'vm-manager',
      tool: 'fetch-image',
      host,
      stop,
      journal: openJournal(host, { warn: () => {} }),
      out: {
        result: (text) => {
          said.result += text;
        },
        talk: (text) => {
          said.talk += text;
        },
        paint: plain,
        paintTalk: plain,
      },
      words,
      command: [],
      flags,
      stdin: () => undefined,
      writeBytes: async () => {},
    })
    .then(
      () => undefined,
      (thrown) => thrown,
    );
  return { ...said, failure };
}

test('an image is downloaded, checked against the list beside it, and named', async () => {
  const stdout = ' 0K .... .... 3% 2M 9s\n 1K .... 45% 2M\n 2K .... 47% 2M\n 3K .... 100% 2M\n';
  const host = world(brings(IMAGE, { stdout }));
  const { failure, result, talk } = await fetch(host);
  expect(failure).toBeUndefined();
  expect(host.files.get(FILE)).toBe(IMAGE);
  expect([host.files.has(PART), host.locks.size]).toEqual([false, 0]);
  expect(talk).toBe(`45 % of ${URL}\n100 % of ${URL}\n`);
  expect(result).toBe(`${FILE} is downloaded and verified\n`);
  expect(host.ran()[0]).toContain(` --no-fork ${PART} wget --continue `);
});

test('with a sum of its own no list is asked for', async () => {
  const host = world(brings(IMAGE));
  expect((await fetch(host, { sha256: hash(IMAGE).toUpperCase() })).failure).toBeUndefined();
  expect(host.calls.filter((call) => call.do === 'query' && call.argv[0] === 'wget')).toEqual([]);
});

test('where there is no SHA256SUMS, SHA512SUMS does', async () => {
  const host = world(brings(IMAGE));
  const ask = 'wget --quiet --server-response --tries 3 --timeout 30 --output-document -';
  host.on(`${ask} ${sums()}`, { exit: 8, stderr: 'HTTP/1.1 404 Not Found' });
  host.on(`${ask} ${sums('SHA512SUMS')}`, `${hash(IMAGE, 'sha512')}  noble+x.img\n`);
  host.on('sha512sum', `${hash(IMAGE, 'sha512')}  x\n`);
  expect((await fetch(host)).failure).toBeUndefined();
  expect(host.files.get(FILE)).toBe(IMAGE);
});

test('a file that is there stays, unless it is another one', async () => {
  const host = world(brings(IMAGE));
  host.files.set(FILE, IMAGE);
  expect((await fetch(host)).result).toContain('is there already');
  expect((await fetch(host, { sha256: hash(IMAGE) })).result).toContain('is there already');
  expect(host.calls).toEqual([]);
  host.files.set(FILE, 'an older image');
  expect((await fetch(host, { sha256: hash(IMAGE) })).failure).toBeUndefined();
  expect(host.files.get(FILE)).toBe(IMAGE);
});

test.each(['link', 'other'] as const)('a %s without a file is no image', async (kind) => {
  const host = world(brings(IMAGE));
  const info: typeof host.info = () => ({ kind, mode: 0o644, size: 0, uid: 0, gid: 0 });
  const { failure } = await fetch({ ...host, info });
  expect(failure).toMatchObject({
    message: `cannot download ${FILE}: what is there is no file, or a link that leads to none`,
    hint: `name another file, or remove it: rm ${FILE}`,
    exit: 64,
  });
  expect(host.ran()).toEqual([]);
  host.files.set(FILE, IMAGE);
  const { result } = await fetch({
    ...host,
    info: () => ({ ...info(FILE), kind: 'link' }) as never,
  });
  expect(result).toContain('is there already');
});

test('a download that broke goes on, and one that was whole is only named', async () => {
  const host = world(
    brings(IMAGE.slice(0, 5), { exit: 4, stderr: 'Connection timed out.' }),
    brings(IMAGE),
  );
  const { failure } = await fetch(host);
  expect(failure.message).toBe(
    `cannot fetch ${URL}: the server cannot be reached, or the connection broke`,
  );
  expect(failure.hint).toContain('goes on where this one ended');
  expect([host.files.get(PART), host.files.has(FILE)]).toEqual([IMAGE.slice(0, 5), false]);
  expect((await fetch(host)).talk).toContain(`goes on with ${PART}: 0.0 MB have come before`);
  expect(host.files.get(FILE)).toBe(IMAGE);

  const whole = world();
  whole.files.set(PART, IMAGE);
  await fetch(whole);
  expect([whole.files.get(FILE), whole.ran()]).toEqual([IMAGE, []]);
});

test('what does not fit to what was there before is downloaded once more as a whole', async () => {
  const host = world(brings(IMAGE));
  host.files.set(PART, 'something else');
  const { failure, talk } = await fetch(host);
  expect(failure).toBeUndefined();
  expect(talk).toContain('downloads all of it again');
  expect([host.files.get(FILE), host.ran().length]).toEqual([IMAGE, 2]);
});

test('a wrong image is refused, and both sums are named', async () => {
  const host = world(brings('wrong'));
  const { failure } = await fetch(host);
  expect(failure.message).toContain(
    `its SHA-256 is ${hash('wrong')}, ${sums()} says ${hash(IMAGE)}`,
  );
  expect(failure.hint).toContain('type the same command again later');
  expect([host.files.has(FILE), host.files.has(PART), host.ran().length]).toEqual([
    false,
    false,
    1,
  ]);
  const { failure: given } = await fetch(world(brings(IMAGE)), { sha256: 'a'.repeat(64) });
  expect(given.message).toContain(`${hash(IMAGE)}, --sha256 says ${'a'.repeat(64)}`);
});

test('an image that nobody vouches for is not downloaded', async () => {
  const host = world(brings(IMAGE));
  const { failure } = await fetch(host, {}, createStop(), [
    URL.replace('noble%2Bx', 'other'),
    FILE,
  ]);
  expect(failure.message).toContain('SHA256SUMS does not list it');
  expect(failure.hint).toContain('give its sum with --sha256');
  const elsewhere = await fetch(host, {}, createStop(), ['http://example/x.img', FILE]);
  expect(elsewhere.failure.message).toContain('neither SHA256SUMS nor SHA512SUMS beside it');
  expect(host.ran()).toEqual([]);
});

test("the server's answer is told", async () => {
  const stderr = '2026-01-01 12:00:00 ERROR 404: Not Found.\n';
  const host = world({ exit: 8, stderr, effect: ({ files }) => files.set(PART, '') });
  const { failure } = await fetch(host);
  expect(host.files.has(PART)).toBe(false);
  expect(failure.message).toBe(`cannot fetch ${URL}: the server answers 404 Not Found`);
  expect(failure.hint).toContain('is the address right?');
});

test('told to stop, it keeps what has come', async () => {
  const stop = createStop();
  const reply: FakeReply = {
    exit: 143,
    effect: (host) => {
      host.files.set(PART, 'the');
      stop.request('SIGTERM');
    },
  };
  const host = world(reply);
  const { failure } = await fetch(host, {}, stop);
  expect(failure).toMatchObject({ exit: 143, hint: expect.stringContaining('goes on from here') });
  expect([host.files.get(PART), host.files.has(FILE), host.locks.size]).toEqual(['the', false, 0]);
});

test('a second download waits for the first and finds it done', async () => {
  const host = world(brings(IMAGE));
  const path = `/run/lock/phoenix/download-${hash(FILE).slice(0, 16)}.lock`;
  host.locks.set(path, undefined);
  host.files.set(path, JSON.stringify({ pid: 4711, command: 'x', since: 'y' }));
  let slept = 0;
  host.sleep = async () => {
    slept += 1;
    if (slept < 40) return;
    host.files.set(FILE, IMAGE);
    host.locks.delete(path);
  };
  const { talk, result } = await fetch(host);
  expect(talk).toBe(`waits for another download of ${FILE} (pid 4711)\n`.repeat(2));
  expect(result).toContain('was downloaded meanwhile');
  expect(host.ran()).toEqual([]);
});

test('a download that a killed command has left running is waited for', async () => {
  const host = world({ exit: 75 }, { exit: 75 }, brings(IMAGE));
  const { talk, failure } = await fetch(host);
  expect(failure).toBeUndefined();
  expect(talk).toBe(`waits for a download of ${PART} that a killed command has left running\n`);
});

test.each([
  [['ftp://x/y.img', FILE], {}, 'is no address of an image'],
  [['https://x/', FILE], {}, 'is no address of an image'],
  [[URL, FILE], { sha256: 'abc' }, '--sha256 cannot be "abc"'],
])('%j %j is not understood', async (words, flags, message) => {
  const { failure } = await fetch(world(), flags, createStop(), words);
  expect(failure).toMatchObject({ exit: 64, message: expect.stringContaining(message) });
});

test('a list names many files, each by its whole name', () => {
  const name = fc.stringMatching(/^[a-z0-9._-]{1,12}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1 }),
      fc.constantFrom('*', ' ', ' ./'),
      (all, mark) => {
        const list = all.map((each) => `${hash(each)} ${mark}${each}\n`).join('');
        for (const each of all) expect(sumIn(list, each, 64)).toBe(hash(each));
        expect(sumIn(list, 'not-in-there-at-all', 64)).toBeUndefined();
      },
    ),
  );
});
