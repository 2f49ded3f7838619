import type { NewVolume } from '../pve/volumes.ts';
import { type Mark, marksOf } from './marks.ts';

/** A command of ours that makes volumes for a guest which exists, begun and not seen to end well. */
export interface Allocating extends Mark {
  /** What it was to make. */
  readonly volumes: readonly NewVolume[];
  /** Ids of the volumes that the guest had on those storages before. */
  readonly before: readonly string[];
}

const MARKS = marksOf('volumes', isAllocating);

/**
 * Sets the mark, safe on disk before it returns. Proxmox makes a volume first and names it in the
 * conf file last: what dies in between leaves one that only this mark tells from those of others.
 */
export const beginAllocating = MARKS.begin;

/** Takes the mark away. */
export const endAllocating = MARKS.end;

/** The mark of a guest. */
export const readAllocating = MARKS.read;

function isAllocating(mark: Mark): mark is Allocating {
  const { volumes, before } = mark as Partial<Record<keyof Allocating, unknown>>;
  return (
    Array.isArray(volumes) &&
    volumes.every(isVolume) &&
    Array.isArray(before) &&
    before.every((one) => typeof one === 'string')
  );
}

function isVolume(value: unknown): value is NewVolume {
  if (typeof value !== 'object' || value === null) return false;
  const { storage, bytes } = value as Partial<Record<keyof NewVolume, unknown>>;
  const isName = typeof storage === 'string' && /^[a-z][\w.-]*$/i.test(storage);
  return isName && (bytes === undefined || Number.isSafeInteger(bytes));
}
