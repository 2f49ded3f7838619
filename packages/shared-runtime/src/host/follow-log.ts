import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { SENSITIVE } from '@phoenix/shared-config';
import { known } from '../secrets/known.ts';
import { coverOf } from './cover.ts';

const KEPT = 64 * 1024;
/** Bytes that one look takes in: a program that writes faster than we read must not hold us up. */
const BURST = 4 * KEPT;
/** Characters of a line that are told; the log has the rest. */
const LINE = 8 * 1024;
const INTERVAL = 500;
/** Bytes that a log may have: what it holds is for people, and an endless output would fill the disk. */
const LIMIT = 64 * 1024 * 1024;
/** Bytes of its beginning that a log keeps when it has become longer. */
const HEAD = 1024 * 1024;

/** A secret that was covered, as long as it was. */
const COVERED = /\(sensitive\)\*+/g;

/** What is being read from a file that another program writes to. */
export interface LogFollower {
  /** Reads the rest and answers the last 64 KiB; a second call answers the same. */
  end(): string;
}

/**
 * Reads what is added to an open file from now on, about twice a second, and calls `onLine` with
 * each whole line. A progress bar's carriage returns end lines too. Neither an endless line nor a
 * flood of them costs more than a bounded time and memory: what is left out is in the file. That is cut
 * down to its beginning, with a line that says so, whenever it is longer than `limit` bytes; it has to be
 * open for appending here and there. Secrets that this process knows are covered in the file and in what is
 * told of it, also where they come in pieces.
 */
export function followLog(
  file: number,
  onLine?: (line: string) => void,
  limit = LIMIT,
): LogFollower {
  const decoder = new StringDecoder('utf8');
  const cover = coverOf(file);
  const buffer = Buffer.alloc(KEPT);
  let position = fstatSync(file).size;
  let kept = '';
  let partial = '';
  let ended = false;
  const tell = (line: string) => {
    onLine?.(line.length > LINE ? `${line.slice(0, LINE)} ...` : line);
  };
  const take = (text: string) => {
    kept = (kept + text).slice(-KEPT);
    if (onLine === undefined) return;
    const lines = (partial + text).split(/\r\n|[\r\n]/);
    // One character more than is told, so that telling it sees that there was more.
    partial = lines.pop()?.slice(0, LINE + 1) ?? '';
    for (const line of lines) if (line !== '') tell(line);
  };
  const drain = (isEnd: boolean) => {
    const { size } = fstatSync(file);
    const skipped = size - position - BURST;
    if (skipped > 0) {
      if (known.isAny) cover.span(position, position + skipped);
      position += skipped;
      decoder.end();
      partial = '';
      tell(`... ${skipped} bytes came too fast to be shown; they are in the log`);
    }
    while (position < size) {
      const count = readSync(file, buffer, 0, Math.min(buffer.length, size - position), position);
      if (count === 0) return;
      const bytes = buffer.subarray(0, count);
      const settled = cover.settle(bytes, position, isEnd && position + count >= size);
      if (settled === 0) return;
      position += settled;
      take(decoder.write(bytes.subarray(0, settled)).replace(COVERED, SENSITIVE));
    }
    if (size > limit) position = shorten(file, Math.min(HEAD, limit / 2));
  };
  const timer = setInterval(() => drain(false), INTERVAL);
  return {
    end() {
      if (ended) return kept;
      ended = true;
      clearInterval(timer);
      drain(true);
      cover.close();
      take(decoder.end());
      if (partial !== '') tell(partial);
      return kept;
    },
  };
}

/** Leaves the beginning of a file, and a line about the rest. Answers the size that it has now. */
function shorten(file: number, head: number): number {
  const { size } = fstatSync(file);
  ftruncateSync(file, head);
  writeSync(file, `\n... ${size - head} bytes are left out here: the log became too long\n`);
  return fstatSync(file).size;
}
