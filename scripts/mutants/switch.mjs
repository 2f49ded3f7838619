/** How often a mutant may be reached more than without it, before it counts as a loop that never ends. */
const PATIENCE = 100;
const AT_LEAST = 100_000;

/**
 * The names through which instrumented files know which mutant is active and tell which are reached.
 * @typedef {{activeMutant?: string | undefined, currentTestId?: string | undefined, hitCount?: number | undefined,
 *   hitLimit?: number | undefined, mutantCoverage: {static: Record<string, number>, perTest: Record<string, Record<string, number>>}}} Namespace
 */
const holder = /** @type {{__stryker__?: Namespace}} */ (globalThis);
/** @type {Namespace} */
const namespace = { mutantCoverage: { static: {}, perTest: {} } };
holder.__stryker__ = namespace;

/** @param {string} mutant @param {number} hits how often it is reached without being active */
export function activate(mutant, hits) {
  namespace.activeMutant = mutant;
  namespace.hitCount = 0;
  namespace.hitLimit = Math.max(AT_LEAST, hits * PATIENCE);
}

/** Back to the product as it is. @returns {'missed' | 'reached' | 'endless'} how often the mutant was reached */
export function deactivate() {
  const { hitCount = 0, hitLimit = Number.POSITIVE_INFINITY } = namespace;
  // The instrumenter takes undefined for "look into the environment".
  namespace.activeMutant = '';
  namespace.hitCount = undefined;
  namespace.hitLimit = undefined;
  if (hitCount > hitLimit) return 'endless';
  return hitCount === 0 ? 'missed' : 'reached';
}

/** What is reached from here on counts for that test; for none without it. @param {string} [test] */
export function countFor(test) {
  namespace.currentTestId = test;
}

/** @param {string} test @returns {Record<string, number>} how often it has reached each mutant */
export function hitsOf(test) {
  return namespace.mutantCoverage.perTest[test] ?? {};
}

/** Mutants that were reached outside of tests. @returns {string[]} */
export function loaded() {
  return Object.keys(namespace.mutantCoverage.static);
}
