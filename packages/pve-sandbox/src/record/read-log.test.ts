import { expect, test } from 'vitest';
import { mergeLines, parseGuestLog } from './read-log.ts';

const started = (id: string, start: number) => ({
  id,
  pid: 1,
  born: '1',
  argv: ['pct', id],
  start,
});

test('first and second line become one command, in the order of starts', () => {
  const end = { id: 'a', exit: 2, end: 30, changed: true, waited_ms: 4 };
  const lines = [started('b', 20), started('a', 10), end];
  expect(mergeLines(lines, () => true)).toEqual([
    { argv: ['pct', 'a'], exit: 2, start: 10, end: 30, changed: true, waited_ms: 4 },
    { argv: ['pct', 'b'], exit: null, start: 20, end: null, changed: false, waited_ms: 0 },
  ]);
});

test('a command without a last line whose process is gone was killed', () => {
  expect(mergeLines([started('a', 10)], () => false)[0]).toMatchObject({ exit: 137, end: 10 });
});

test('a killed command that had begun to change something did change it', () => {
  const lines = [started('a', 10), { id: 'a', changing: 15 }];
  expect(mergeLines(lines, () => false)[0]).toMatchObject({ exit: 137, end: 15, changed: true });
});

test("the guests' records keep blanks, quotes and newlines", () => {
  const words = ['sh', '-c', 'a "b"\nc'];
  const record = `\x1e${['950', '1000', '1200', '3', '1', ...words].join('\x1f')}\x1f`;
  expect(parseGuestLog(`${record}${record}`, 5000)).toHaveLength(2);
  expect(parseGuestLog(record, 5000)[0]).toEqual({
    guest: 950,
    argv: words,
    exit: 3,
    start: 6000,
    end: 6200,
    changed: true,
    waited_ms: 0,
  });
});
