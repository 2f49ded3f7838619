/** @typedef {import('./equivalents.mjs').Equivalent} Equivalent */
/** @typedef {import('./instrument.mjs').Mutant} Mutant */

/**
 * The reason why a mutant need not be noticed, if there is one.
 * @param {Mutant} mutant @param {readonly Equivalent[]} equivalents @returns {string | undefined}
 */
export function reasonFor(mutant, equivalents) {
  return equivalents.find((one) => isAbout(one, mutant))?.reason;
}

/**
 * What is wrong with explanations of a part, a line each: those of mutants that do not exist or that tests notice.
 * @param {readonly Equivalent[]} equivalents
 * @param {readonly Mutant[]} mutants all of a part
 * @param {import('./ledger.mjs').Ledger} ledger
 * @returns {string[]}
 */
export function staleIn(equivalents, mutants, ledger) {
  const files = new Set(mutants.map(({ file }) => file));
  return equivalents
    .filter(({ file }) => files.has(file))
    .flatMap((one) => {
      const about = mutants.filter((mutant) => isAbout(one, mutant));
      const verdicts = about.map(({ id }) => ledger.of(id)?.is);
      const name = `${one.file}: ${one.original} -> ${one.replacement}`;
      if (about.length === 0) return [`explained, but there is no such mutant: ${name}`];
      if (verdicts.every((is) => is === 'killed' || is === 'timeout'))
        return [`explained, but tests notice it: ${name}`];
      return [];
    });
}

/** @param {Equivalent} one @param {Mutant} mutant */
function isAbout(one, mutant) {
  return (
    one.file === mutant.file &&
    flat(one.original) === flat(mutant.original) &&
    flat(one.replacement) === flat(mutant.replacement) &&
    (one.in === undefined || one.in === mutant.text)
  );
}

/** A text without its line breaks and indents. @param {string} text */
const flat = (text) => text.replace(/\s+/g, ' ');
