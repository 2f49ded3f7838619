import { expect, it } from 'vitest';
import { contentHash, sha256 } from './hash.ts';

it('a hash of one text is that of a file', () => {
  expect(sha256('')).toMatch(/^e3b0c44298fc1c149afbf4c8996fb924/);
});

it('where one text ends and the next begins counts in a hash', () => {
  expect(contentHash('ab', 'c')).not.toBe(contentHash('a', 'bc'));
});
