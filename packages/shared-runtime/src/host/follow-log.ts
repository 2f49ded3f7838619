import { fstatSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const KEPT = 64 * 1024;
const INTERVAL = 500;

/** What is being read from a file that another program writes to. */
export interface LogFollower {
  /** Reads the rest and answers the last 64 KiB; a second call answers the same. */
  end(): string;
}

/**
 * Reads what is added to an open file from now on, about twice a second, and calls `onLine` with
 * each whole line. A progress bar's carriage returns end lines too.
 */
export function followLog(file: number, onLine?: (line: string) => void): LogFollower {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(KEPT);
  let position = fstatSync(file).size;
  let kept = '';
  let partial = '';
  let ended = false;
  const take = (text: string) => {
    kept = (kept + text).slice(-KEPT);
    if (onLine === undefined) return;
    const lines = (partial + text).split(/\r\n|[\r\n]/);
    partial = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  };
  const drain = () => {
    for (;;) {
      const count = readSync(file, buffer, 0, buffer.length, position);
      if (count === 0) return;
      position += count;
      take(decoder.write(buffer.subarray(0, count)));
    }
  };
  const timer = onLine === undefined ? undefined : setInterval(drain, INTERVAL);
  return {
    end() {
      if (ended) return kept;
      ended = true;
      clearInterval(timer);
      drain();
      take(decoder.end());
      if (partial !== '') onLine?.(partial);
      return kept;
    },
  };
}
