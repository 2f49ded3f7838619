import { readSync } from 'node:fs';
import { Refusal } from '../../state/refusal.ts';

/** A password that was not given on the command line: asked for twice. @throws Refusal */
export function readPassword(): string {
  const first = readLine();
  if (readLine() !== first) throw new Refusal('Passwords do not match.');
  return first;
}

function readLine(): string {
  const byte = Buffer.alloc(1);
  let line = '';
  while (read(byte) === 1) {
    if (byte[0] === 0x0a || byte[0] === 0x0d) return line;
    line += byte.toString('latin1');
  }
  throw new Refusal('EOF while reading password');
}

function read(byte: Buffer): number {
  try {
    return readSync(0, byte);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return 0;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return read(byte);
  }
}
