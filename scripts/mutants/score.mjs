import { reasonFor } from './explain.mjs';

/**
 * How the mutants of a part came out. `mutants`: all that there are; `survived`: also those that no test reaches,
 * without those that are explained.
 * @typedef {{part: string, mutants: number, tried: number, killed: number, timeout: number, survived: number,
 *   explained: number}} Score
 */

/**
 * @param {string} part
 * @param {readonly import('./instrument.mjs').Mutant[]} mutants
 * @param {import('./ledger.mjs').Ledger} ledger
 * @param {readonly import('./equivalents.mjs').Equivalent[]} equivalents
 * @returns {Score}
 */
export function scoreOf(part, mutants, ledger, equivalents) {
  const score = {
    part,
    mutants: mutants.length,
    tried: 0,
    killed: 0,
    timeout: 0,
    survived: 0,
    explained: 0,
  };
  for (const mutant of mutants) {
    const is = ledger.of(mutant.id)?.is;
    if (is === undefined) continue;
    score.tried += 1;
    if (is === 'killed' || is === 'timeout') score[is] += 1;
    else if (reasonFor(mutant, equivalents) === undefined) score.survived += 1;
    else score.explained += 1;
  }
  return score;
}

/**
 * The parts that no mutant was tried of, with what tries them; undefined when there are none.
 * @param {readonly Score[]} scores
 */
export function untriedOf(scores) {
  const names = scores.filter(({ tried }) => tried === 0).map(({ part }) => part);
  if (names.length === 0) return undefined;
  return `cannot tell what tests notice of ${names.join(', ')}: no mutant was tried
hint: npm run mutants -- ${names.join(' ')}`;
}

/** Scores as a table of Markdown. @param {readonly Score[]} scores @returns {string} */
export function tableOf(scores) {
  const total = scores.reduce(
    (sum, one) => ({
      part: 'together',
      mutants: sum.mutants + one.mutants,
      tried: sum.tried + one.tried,
      killed: sum.killed + one.killed,
      timeout: sum.timeout + one.timeout,
      survived: sum.survived + one.survived,
      explained: sum.explained + one.explained,
    }),
    { part: '', mutants: 0, tried: 0, killed: 0, timeout: 0, survived: 0, explained: 0 },
  );
  const rows = (scores.length > 1 ? [...scores, total] : scores).map((one) => {
    const noticed = one.killed + one.timeout;
    return [
      one.part,
      ...[one.mutants, one.tried, one.killed, one.timeout, one.survived, one.explained].map((n) =>
        n.toLocaleString('en'),
      ),
      percent(noticed, one.tried),
      percent(noticed, one.tried - one.explained),
    ];
  });
  const head = ['part', 'mutants', 'tried', 'killed', 'timeout', 'survived', 'explained'];
  return [
    [...head, 'score', 'without explained'],
    head.map(() => '---').concat('---', '---'),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Rounded down, so that 100 % means all of them. @param {number} part @param {number} whole */
function percent(part, whole) {
  return whole === 0 ? '' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`;
}
