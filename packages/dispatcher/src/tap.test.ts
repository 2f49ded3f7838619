import { expect, it } from 'vitest';
import { mergeTap, resultsIn } from './tap.ts';

const first = 'TAP version 13\n1..2\nok 1 - 950:health true\nnot ok 2 - 950:smoke a\n# ok 1 - no\n';
const second = 'TAP version 13\n1..1\nok 1 - 8001:smoke b\n';
const none = 'TAP version 13\n1..0 # no tests are declared\n';

it('numbers the tests of all managers through, with one plan in front', () => {
  expect(mergeTap([first, none, second])).toBe(
    'TAP version 13\n1..3\nok 1 - 950:health true\nnot ok 2 - 950:smoke a\n# ok 1 - no\n' +
      'ok 3 - 8001:smoke b\n',
  );
});

it('reads back what passed, failed and could not be run', () => {
  const text = `${first}ok 3 - host:gpu cards # SKIP no card\nok 4 - 950:smoke c\n`;
  const plain = resultsIn(text).map(({ name, ok, skipped, message }) => [
    name,
    ok,
    skipped,
    message,
  ]);
  expect(plain).toEqual([
    ['true', true, undefined, undefined],
    ['a', false, undefined, 'ok 1 - no'],
    ['cards', true, true, 'no card'],
    ['c', true, undefined, undefined],
  ]);
});

it('says once that there is nothing', () => {
  expect(mergeTap([none, none])).toBe(none);
});

it('leaves one result, and what is none, as it is', () => {
  expect(mergeTap([first, ''])).toBe(first);
  expect(mergeTap(['950:health true\n', '8001:smoke b\n'])).toBe('950:health true\n8001:smoke b\n');
});
