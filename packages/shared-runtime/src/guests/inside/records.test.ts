import { describe, expect, it } from 'vitest';
import { contentHash } from '../../hash.ts';
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
