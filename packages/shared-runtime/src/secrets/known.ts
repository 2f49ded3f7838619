import { Redactor } from './redactor.ts';

/**
 * The secrets that this process knows. One for all of it, since nothing that leaves the process, by
 * whichever way, may hold one.
 */
export const known = new Redactor();

/** Environment variables that programs are not given. */
export const withheld = new Set<string>();
