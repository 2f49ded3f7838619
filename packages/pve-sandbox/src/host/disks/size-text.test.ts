import { expect, test } from 'vitest';
import { sizeText } from './size-text.ts';

test.each([
  [1_000_204_886_016, '931.5G'],
  [2_000_398_934_016, '1.8T'],
  [2 ** 30, '1G'],
  [1_031_168, '1007K'],
  [0, '0B'],
])('%d bytes read %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
