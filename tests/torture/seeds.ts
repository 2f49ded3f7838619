import { createHash } from 'node:crypto';

/** The seed of whatever has a name. */
export function seedOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32LE() >>> 1;
}
