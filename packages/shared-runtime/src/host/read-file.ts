import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { nodeCrypto } from '../hash.ts';

/** What is read as a whole is text that people or Proxmox wrote; nothing of that comes near. */
const MOST = 64 * 1024 * 1024;

/** A text file as a whole. Throws for what is no plain file, or larger than 64 MiB. */
export function readText(path: string): string {
  return withPlainFile(path, (file, size) => wholeText(file, size, path));
}

/** The text of an open file, which is closed. The same limits hold. */
export function readTextOf(file: number, path: string): string {
  return withOpenFile(file, path, (_, size) => wholeText(file, size, path));
}

function wholeText(file: number, size: number, path: string): string {
  if (size > MOST) throw unfit('it is larger than 64 MiB', path);
  return readFileSync(file, 'utf8');
}

/** Bytes of a file from `offset` on. Throws for what is no plain file. */
export function readBytes(path: string, offset: number, length: number): Uint8Array {
  return withPlainFile(path, (file, size) => {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(file, buffer, filled, buffer.length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  });
}

/** Hex SHA-256 of a file of any size. Throws for what is no plain file. */
export function readHash(path: string): string {
  return withPlainFile(path, (file) => {
    const hash = nodeCrypto().createHash('sha256');
    const buffer = Buffer.allocUnsafe(256 * 1024);
    for (;;) {
      const count = readSync(file, buffer);
      if (count === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, count));
    }
  });
}

/** A pipe that nobody writes to, or a device that never ends, would hold us for ever. */
function withPlainFile<T>(path: string, use: (file: number, size: number) => T): T {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return withOpenFile(file, path, use);
}

function withOpenFile<T>(file: number, path: string, use: (file: number, size: number) => T): T {
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw unfit('it is a directory', path);
    if (!stat.isFile()) throw unfit('it is no plain file', path);
    return use(file, stat.size);
  } finally {
    closeSync(file);
  }
}

/** With the path, as errors of the system have it: the hint looks there. */
function unfit(message: string, path: string): Error {
  return Object.assign(new Error(message), { path });
}
