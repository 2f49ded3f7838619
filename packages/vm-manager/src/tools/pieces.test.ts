import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Piece, piecesOf } from './pieces.ts';

async function all(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const list: Piece[] = [];
  for await (const piece of pieces) list.push(piece);
  return list;
}

test('pieces of whatever comes, put together again, are what came', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 30 }), async (given, size) => {
      const pieces = await all(
        piecesOf(Readable.from(given.map((chunk) => Buffer.from(chunk))), size),
      );
      const bytes = Buffer.concat(given);
      expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
      expect(pieces.map(({ offset }) => offset)).toEqual(pieces.map((_, index) => index * size));
      expect(pieces.slice(0, -1).every((piece) => piece.bytes.length === size && !piece.last)).toBe(
        true,
      );
      expect(pieces.at(-1)?.last).toBe(true);
      expect(pieces).toHaveLength(Math.max(1, Math.ceil(bytes.length / size)));
    }),
  );
});
