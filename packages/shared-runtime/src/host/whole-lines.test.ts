import { expect, test } from 'vitest';
import { wholeLines } from './whole-lines.ts';

/** The lines that come of these pieces. */
function linesOf(...pieces: string[]): string[] {
  const lines: string[] = [];
  const reader = wholeLines((line) => void lines.push(line));
  for (const piece of pieces) reader.take(piece);
  reader.end();
  return lines;
}

test('lines are whole, however they come', () => {
  expect(linesOf('a', 'b\nc\n', '\n', 'd')).toEqual(['ab', 'c', 'd']);
  expect(linesOf('', '\n\n')).toEqual([]);
});

test('of a line without an end the beginning is told, and all of the next one', () => {
  const piece = 'x'.repeat(300_000);
  expect(linesOf('{', piece, piece, piece, piece, `${piece}\nnext\n`, piece)).toEqual([
    '{',
    'next',
    piece,
  ]);
  expect(linesOf('x'.repeat(2 ** 21))).toEqual(['x'.repeat(80)]);
});
