import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { known } from '../secrets/known.ts';
import { openInPlace } from './open-plain.ts';

/** Longer than any form of a secret. */
const PIECE = 64 * 1024;

/** Covers secrets in what other programs write to an open file. */
export interface Cover {
  /**
   * Covers them in `bytes`, which stand in the file at `position`, here and there. Answers how many of
   * these bytes are settled: the rest may be the beginning of a secret, unless nothing follows.
   */
  settle(bytes: Buffer, position: number, isEnd: boolean): number;
  /** Does the same from one place of the file to another. */
  span(from: number, to: number): void;
  close(): void;
}

/**
 * A secret is covered by as many other bytes, so that a program that is adding to the file at that
 * moment is in nobody's way.
 */
export function coverOf(file: number): Cover {
  let writer: number | undefined;
  const cover: Cover = {
    settle(bytes, position, isEnd) {
      const spans = known.cover(bytes);
      // Whatever is written through a descriptor that is open for appending goes to the end.
      if (spans.length > 0) writer ??= openSync(`/proc/self/fd/${file}`, 'r+');
      for (const [from, to] of spans)
        if (writer !== undefined) writeSync(writer, bytes, from, to - from, position + from);
      return isEnd ? bytes.length : bytes.length - known.begun(bytes);
    },
    span(from, to) {
      const buffer = Buffer.alloc(PIECE);
      for (let position = from; position < to; ) {
        const count = readSync(file, buffer, 0, Math.min(PIECE, to - position), position);
        const isEnd = count < PIECE;
        const settled = cover.settle(buffer.subarray(0, count), position, isEnd);
        if (settled === 0) return;
        position += settled;
      }
    },
    close() {
      if (writer !== undefined) closeSync(writer);
      writer = undefined;
    },
  };
  return cover;
}

/** Covers the secrets that this process knows in a plain file; nothing happens when it is not there. */
export function coverFile(path: string): void {
  if (!known.isAny) return;
  let file: number | undefined;
  try {
    file = openInPlace(path);
    const cover = coverOf(file);
    cover.span(0, fstatSync(file).size);
    cover.close();
  } catch {
    // It is gone, or not ours to change: then it holds what another wrote for himself.
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
