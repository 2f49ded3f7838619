import { expect, test } from 'vitest';
import { answerText, endedAnswer } from './guest-answer.ts';

const nothing = Buffer.alloc(0);

test('what ended is told with its code or its signal, and with outputs that are there', () => {
  expect(answerText(endedAnswer({ exitcode: 0, out: nothing, err: nothing }))).toBe(
    '{\n   "exitcode" : 0,\n   "exited" : 1\n}\n',
  );
  expect(endedAnswer({ signal: 9, out: nothing, err: Buffer.from('x') })).toEqual({
    exited: 1,
    exitcode: undefined,
    signal: 9,
    'err-data': 'x',
    'err-truncated': 0,
  });
});

test('each byte of an output becomes a character, and more than 16 MiB is cut off', () => {
  const umlaut = endedAnswer({ exitcode: 0, out: Buffer.from('ü'), err: nothing });
  expect(umlaut).toMatchObject({ 'out-data': 'Ã¼', 'out-truncated': 0 });
  const big = Buffer.alloc(16 * 1024 * 1024 + 1, 'a');
  const cut = endedAnswer({ exitcode: 0, out: big, err: nothing }) as { 'out-data': string };
  expect(cut).toMatchObject({ 'out-truncated': 1 });
  expect(cut['out-data'].length).toBe(16 * 1024 * 1024);
});
