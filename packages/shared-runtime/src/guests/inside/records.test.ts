import { describe, expect, it } from 'vitest';
import { contentHash, sha256 } from './hash.ts';
import { parseRecords, recordedHash } from './records.ts';

describe('records of a guest', () => {
  it('are names with hashes, whatever else a guest prints', () => {
    const hash = contentHash('x');
    const printed = `feature.docker ${hash} 2026-01-01T00:00:00Z\nhealth not-a-hash\n\nalone\n`;
    expect([...parseRecords(printed)]).toEqual([['feature.docker', hash]]);
  });

  it('are hex from 8 to 64 digits', () => {
    expect(recordedHash('0123abcd 2026')).toBe('0123abcd');
    expect(recordedHash('0123abc')).toBeUndefined();
    expect(recordedHash(`${'a'.repeat(65)} x`)).toBeUndefined();
  });
});

it('a hash of one text is that of a file', () => {
  expect(sha256('')).toMatch(/^e3b0c44298fc1c149afbf4c8996fb924/);
});

it('where one text ends and the next begins counts in a hash', () => {
  expect(contentHash('ab', 'c')).not.toBe(contentHash('a', 'bc'));
});
