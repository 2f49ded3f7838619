import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let count = 0;

/**
 * Opens a file without a name (mode 0600, gone with its last descriptor) that holds `text`, read
 * from its start. Memory-backed /run comes first: what goes through it may be a secret.
 */
export function openScratch(text = ''): number {
  const file = openNameless('/run') ?? openNameless(tmpdir());
  if (file === undefined) throw new Error('neither /run nor the temporary directory takes files');
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    // With a position, so that the descriptor's own stays at the start for its reader.
    while (written < bytes.length) {
      written += writeSync(file, bytes, written, bytes.length - written, written);
    }
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return file;
}

/** The beginning of a file that others have written to: all of it, up to so many bytes. */
export function readScratch(file: number, most: number): string {
  const buffer = Buffer.alloc(Math.min(most, fstatSync(file).size));
  let read = 0;
  while (read < buffer.length) {
    const count = readSync(file, buffer, read, buffer.length - read, read);
    if (count === 0) break;
    read += count;
  }
  return buffer.toString('utf8', 0, read);
}

/** O_TMPFILE of Linux, which Node does not name: a file that never had a name. */
const NAMELESS = 0o20000000 | constants.O_DIRECTORY | constants.O_RDWR;

function openNameless(directory: string): number | undefined {
  try {
    return openSync(directory, NAMELESS, 0o600);
  } catch {
    // A file system that cannot do that; there a death just now may leave an empty file.
  }
  count += 1;
  const path = join(directory, `.phoenix-${process.pid}-${count}`);
  try {
    const file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return file;
  } catch {
    return undefined;
  }
}
