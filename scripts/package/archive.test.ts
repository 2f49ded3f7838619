import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { evenly } from './archive.mjs';

it.each([1, 4096, 65_536, 1_048_576, 3_000_001])(
  'pieces are of one size, whatever comes in pieces of %i',
  async (size) => {
    const whole = createHash('shake256', { outputLength: 2_500_000 }).update('phoenix').digest();
    const chunks = Array.from(
      { length: Math.ceil((size === 1 ? 1000 : whole.length) / size) },
      (_, n) => whole.subarray(n * size, (n + 1) * size),
    );
    const pieces: Buffer[] = [];
    for await (const piece of evenly(Readable.from(chunks))) pieces.push(Buffer.from(piece));
    expect(Buffer.concat(pieces).equals(Buffer.concat(chunks))).toBe(true);
    expect(pieces.slice(0, -1).every(({ length }) => length === 1_048_576)).toBe(true);
  },
);
