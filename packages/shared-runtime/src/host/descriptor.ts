import { writeSync } from 'node:fs';
import { errorCode } from './system-error.ts';

/** How long a reader may leave its pipe full before it counts as gone, in milliseconds. */
const PATIENCE = 5000;

/** Writes text to an inherited descriptor as a whole; throws when nobody reads it any more. */
export function writeDescriptor(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  const end = Date.now() + PATIENCE;
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN' || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
