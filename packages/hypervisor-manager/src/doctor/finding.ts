import type { Facts } from './facts.ts';

/** One thing that is not well. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** What it is, in a sentence without its full stop. */
  readonly message: string;
  /** What to type, or else to do. */
  readonly hint: string;
  /** The guests that it is about, where it is about guests. */
  readonly guests?: readonly number[];
}

/** Looks for one kind of trouble in what was seen of the host. */
export interface Check {
  /** One word or two with a dash between: `storage-content`. */
  readonly name: string;
  /** It makes sense on a machine without Proxmox as well. */
  readonly anywhere?: true;
  readonly find: (facts: Facts) => readonly Finding[];
}

/** A finding with the check that made it. */
export interface CheckedFinding extends Finding {
  readonly check: string;
}
