/** Characters of a line that is still told; one event is far shorter. */
const MOST = 2 ** 20;

/** Puts lines together from pieces. */
export interface LineReader {
  take(text: string): void;
  /** Tells what is left: a last line without an end. */
  end(): void;
}

/**
 * Calls `onLine` with each whole line of what comes in pieces. A line without an end costs bounded time
 * and memory: beyond a million characters it is left out.
 */
export function wholeLines(onLine: (line: string) => void): LineReader {
  const parts: string[] = [];
  let size = 0;
  let isTooLong = false;
  const add = (part: string) => {
    size += part.length;
    if (size > MOST) isTooLong = true;
    if (isTooLong) parts.length = 0;
    else if (part !== '') parts.push(part);
  };
  const finish = () => {
    const line = parts.splice(0).join('');
    if (!isTooLong && line !== '') onLine(line);
    size = 0;
    isTooLong = false;
  };
  return {
    take(text) {
      const [first = '', ...others] = text.split('\n');
      add(first);
      for (const next of others) {
        finish();
        add(next);
      }
    },
    end: finish,
  };
}
