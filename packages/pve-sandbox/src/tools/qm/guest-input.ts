import { readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../state/refusal.ts';

const MOST = 1024 * 1024;

/** Standard input whole, at most 1 MiB. @throws Refusal for more */
export async function readInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const part = await readSome();
    if (part.length === 0) return Buffer.concat(parts);
    parts.push(part);
    length += part.length;
    if (length > MOST) {
      throw new Refusal("'input-data' (STDIN) is limited to 1 MiB, aborted");
    }
  }
}

/** What is there; nothing at the end, and for a closed standard input. */
async function readSome(): Promise<Buffer> {
  const part = Buffer.alloc(65_536);
  for (;;) {
    try {
      return part.subarray(0, readSync(0, part));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return Buffer.alloc(0);
      if (code !== 'EAGAIN') throw error;
      await sleep(5);
    }
  }
}
