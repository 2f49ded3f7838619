/**
 * Mutants that no test can notice, each with the reason: what they change cannot be seen from outside. `in`: the
 * line in which it stands, where the same text stands in several.
 * @typedef {{file: string, original: string, replacement: string, in?: string, reason: string}} Equivalent
 */

/** @type {readonly Equivalent[]} */
export const EQUIVALENTS = [];
