import { writeSync } from 'node:fs';

/** Where a program's words go. Inside a job Proxmox merges both streams into the job's output. */
export interface Talk {
  out(text: string | Uint8Array): void;
  err(text: string | Uint8Array): void;
}

let current: Talk = {
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
};

/** Prints on the program's standard output. */
export const out = (text: string | Uint8Array): void => current.out(text);

/** Prints on the program's standard error, or in the job's output while one runs. */
export const err = (text: string | Uint8Array): void => current.err(text);

/** Sends the words elsewhere until the returned function is called. */
export function divert(talk: Talk): () => void {
  const before = current;
  current = talk;
  return () => {
    current = before;
  };
}

/** Writes everything, also to a pipe that is full at the moment. Throws EPIPE as any other error. */
export function writeAll(fd: number, data: string | Uint8Array): void {
  let rest = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
