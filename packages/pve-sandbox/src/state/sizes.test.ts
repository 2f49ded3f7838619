import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSize, parseSize } from './sizes.ts';

test.each([
  [2 ** 30, '1G'],
  [6656 * 2 ** 20, '6656M'],
  [0, '0T'],
  [512, '512'],
  [2 ** 40, '1T'],
])('%d is %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('parsing undoes formatting', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (bytes) => {
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    }),
  );
});
