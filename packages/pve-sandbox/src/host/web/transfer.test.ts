import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dots } from './dots.ts';
import { addRule, clearRules } from './rules.ts';
import { ask, CutOff } from './transfer.ts';
import { splitWords } from './words.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(join(root, 'var/lib/pve-sandbox'), { recursive: true });
  process.env.PVE_SANDBOX_ROOT = root;
});
afterEach(() => {
  delete process.env.PVE_SANDBOX_ROOT;
  rmSync(root, { recursive: true, force: true });
});

const image = 'https://cloud.example.org/a/tiny.img';

async function bytesOf(url: string, from = 0): Promise<Buffer> {
  const answer = ask(url, from);
  if (!('pieces' in answer)) throw new Error(`${answer.status}`);
  const parts: Buffer[] = [];
  try {
    for await (const piece of answer.pieces()) parts.push(piece);
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
  }
  return Buffer.concat(parts);
}

test('an image is the same each time, begins as qcow2, and its sum is in the list beside it', async () => {
  const bytes = await bytesOf(image);
  expect(bytes.equals(await bytesOf(image))).toBe(true);
  expect(bytes.toString('latin1', 0, 4)).toBe('QFI\xfb');
  const sum = createHash('sha256').update(bytes).digest('hex');
  const list = (await bytesOf('https://cloud.example.org/a/SHA256SUMS')).toString();
  expect(list).toContain(`${sum} *tiny.img\n`);
  expect(ask('https://cloud.example.org/a/SHA512SUMS', 0).status).toBe(404);
});

test('a rest that is asked for completes a part', async () => {
  const whole = await bytesOf(image);
  addRule({ cut: 300_000, times: 1 });
  const part = await bytesOf(image);
  expect(part.length).toBe(300_000);
  const rest = await bytesOf(image, part.length);
  expect(Buffer.concat([part, rest]).equals(whole)).toBe(true);
  expect(ask(image, whole.length)).toEqual({ status: 416, total: whole.length });
});

test('rules hold for the addresses that they match, until they are taken back', async () => {
  const whole = await bytesOf(image);
  addRule({ match: 'other', missing: true });
  expect(ask(image, 0).status).toBe(200);
  expect(ask('http://x/other.raw', 0).status).toBe(404);
  addRule({ wrong: true });
  expect((await bytesOf(image)).equals(whole)).toBe(false);
  addRule({ offline: true });
  expect(ask(image, 0).status).toBe('unknown-host');
  clearRules();
  expect((await bytesOf(image)).equals(whole)).toBe(true);
});

test.each([
  ['https://example.org/index.html', 'unknown-host'],
  ['http://10.0.0.5/', 'no-connection'],
  ['localhost:8080', 'no-connection'],
  ['ftp://example.org/a.img', 'unknown-host'],
])('%s: %s', (url, status) => expect(ask(url, 0).status).toBe(status));

test('options stand together, with their value behind the last', () => {
  const { options, urls } = splitWords(
    ['-fsSLo', 'file', '-C', '-', '--retry=3', 'u', '--', '-x'],
    { o: 'output', C: 'continue-at', '--retry': 'retry' },
    { f: 'fail', s: 'silent', S: 'show-error', L: 'location' },
  );
  expect([...options.keys()]).toEqual([
    'fail',
    'silent',
    'show-error',
    'location',
    'output',
    'continue-at',
    'retry',
  ]);
  expect(options.get('continue-at')).toEqual(['-']);
  expect(urls).toEqual(['u', '-x']);
});

test('progress in dots', () => {
  let said = '';
  const dots = new Dots(0, 60 * 1024, 'dot', (text) => {
    said += text;
  });
  dots.reach(60 * 1024);
  dots.end(true);
  const ten = '..........';
  expect(said).toBe(
    `     0K ${ten} ${ten} ${ten} ${ten} ${ten} 83% 10.0M=0.1s\n    50K ${ten}100% 10.0M=0.1s\n`,
  );
});
