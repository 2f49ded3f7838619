/** Characters of a line that is told as a whole; one event is far shorter. */
const MOST = 2 ** 20;

/** Characters of the beginning of a longer one: enough to know what it was, and no event. */
const BEGINNING = 80;

/** Puts lines together from pieces. */
export interface LineReader {
  take(text: string): void;
  /** Tells what is left: a last line without an end. */
  end(): void;
}

/**
 * Calls `onLine` with each whole line of what comes in pieces. A line without an end costs bounded time
 * and memory: of more than a million characters the first 80 are told.
 */
export function wholeLines(onLine: (line: string) => void): LineReader {
  const parts: string[] = [];
  let size = 0;
  let isTooLong = false;
  const add = (part: string) => {
    size += part.length;
    if (size > MOST) isTooLong = true;
    if (isTooLong) parts.splice(0, parts.length, (parts[0] ?? part).slice(0, BEGINNING));
    else if (part !== '') parts.push(part);
  };
  const finish = () => {
    const line = parts.splice(0).join('');
    if (line !== '') onLine(line);
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
