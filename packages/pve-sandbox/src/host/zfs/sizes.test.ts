import { expect, test } from 'vitest';
import { niceBytes, parseBytes } from './sizes.ts';

test.each([
  ['128K', 131072],
  ['16384', 16384],
  ['1.5G', 1610612736],
  ['200GB', 200 * 2 ** 30],
  ['1MiB', 2 ** 20],
  ['512b', 512],
])('%s are %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each([
  ['foo', "bad numeric value 'foo'"],
  ['', "bad numeric value ''"],
  ['12X', "invalid numeric suffix 'X'"],
  ['12 G', "invalid numeric suffix ' G'"],
  ['16777216T', 'numeric value is too large'],
])('%s is no size', (text, words) => {
  expect(() => parseBytes(text)).toThrow(words);
});

test.each([
  [0, '0B'],
  [512, '512B'],
  [131072, '128K'],
  [98304, '96K'],
  [1000204886016, '932G'],
  [10.24 * 2 ** 30, '10.2G'],
  [1.81 * 2 ** 40, '1.81T'],
])('%d bytes read %s', (bytes, text) => {
  expect(niceBytes(bytes)).toBe(text);
});
