import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { known } from '../secrets/known.ts';
import { followLog } from './follow-log.ts';

let dir: string;
let path: string;
let file: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  path = join(dir, 'log');
  file = openSync(path, 'a+');
});
afterEach(() => {
  vi.useRealTimers();
  closeSync(file);
  rmSync(dir, { recursive: true });
});

test('lines are told as they are, ended by what a progress bar ends them with as well', () => {
  const lines: string[] = [];
  const follower = followLog(file, (line) => lines.push(line));
  appendFileSync(path, 'one\n\n10%\r20%\r\ntwo');
  expect(follower.end()).toBe('one\n\n10%\r20%\r\ntwo');
  expect(lines).toEqual(['one', '10%', '20%', 'two']);
});

test('a line without end, and a flood of lines, cost a bounded time and memory', () => {
  const lines: string[] = [];
  const follower = followLog(file, (line) => lines.push(line));
  const chunk = 'x'.repeat(10_000_000);
  for (let n = 0; n < 10; n += 1) appendFileSync(path, chunk);
  appendFileSync(path, 'y\nlast\n');
  const begun = performance.now();
  const kept = follower.end();
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(kept).toHaveLength(64 * 1024);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^\.\.\. \d+ bytes came too fast to be shown; they are in the log$/);
  expect(lines[1]).toHaveLength(8 * 1024 + 4);
  expect(lines[2]).toBe('last');
});

test('a log that becomes too long keeps its beginning and its end, and says what is left out', () => {
  const lines: string[] = [];
  const follower = followLog(file, (line) => lines.push(line), 1000);
  appendFileSync(path, `first\n${'x'.repeat(3000)}\nin between\n`);
  vi.advanceTimersByTime(600);
  expect(statSync(path).size).toBeLessThan(1000);
  appendFileSync(path, 'last\n');
  expect(follower.end()).toMatch(/in between\nlast\n$/);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(
    /^first\nx+\n\.\.\. 2518 bytes are left out here: the log became too long\nlast\n$/,
  );
  expect(lines.at(-1)).toBe('last');
});

test('a secret is covered in the log and in what is told, also where it comes in pieces', () => {
  known.hide('correct-horse\nbattery-staple');
  const lines: string[] = [];
  const follower = followLog(file, (line) => lines.push(line));
  for (const piece of [
    'a correct-h',
    'orse b\nx',
    ' correct-horse',
    '\nbattery-',
    'staple\nend corr',
  ]) {
    appendFileSync(path, piece);
    vi.advanceTimersByTime(600);
  }
  expect(follower.end()).toBe('a (sensitive) b\nx (sensitive)\n(sensitive)\nend corr');
  expect(lines).toEqual(['a (sensitive) b', 'x (sensitive)', '(sensitive)', 'end corr']);
  const text = readFileSync(path, 'utf8');
  expect(text).toBe('a (sensitive)** b\nx (sensitive)**\n(sensitive)***\nend corr');
});

test('a secret that comes in a flood is covered as well', () => {
  known.hide('correct-horse-battery');
  const follower = followLog(file, () => undefined);
  const flood = `${'x'.repeat(3_000_000)}correct-horse-battery${'y'.repeat(65_530)}correct-horse-battery`;
  appendFileSync(path, `${flood}${'z'.repeat(3_000_000)}`);
  follower.end();
  expect(readFileSync(path, 'utf8')).not.toContain('horse');
});
