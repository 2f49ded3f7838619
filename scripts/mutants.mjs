// `npm run mutants [-- [PART...] [OPTION...]]`: changes the sources of the product, one small change at a time, and
// sees whether a test fails (docs/mutation.md).
import { flag, one, oneOf, refuse, text, typed, whole } from './lib/typed.mjs';
import { EQUIVALENTS } from './mutants/equivalents.mjs';
import { reasonFor, staleIn } from './mutants/explain.mjs';
import { writeTable } from './mutants/page.mjs';
import { PARTS, sourcesOf } from './mutants/parts.mjs';
import { openPart, runPart } from './mutants/run-part.mjs';
import { scoreOf, tableOf, untriedOf } from './mutants/score.mjs';

const USAGE = `usage: npm run mutants [-- [PART...] [OPTION...]]

Changes the sources of the product, one small change at a time, and sees whether a test fails; then tells what came
of it, as a table. What becomes of each mutant is kept in dist/mutants.
  --sample N     only so many mutants of each part (all)
  --seed N       which ones (1)
  --only FILE    only those of the source files whose paths end so; the rest of what is kept stays
  --resume       what tests noticed before is not tried again
  --workers N    processes that run tests (2)
Without trying anything:
  --table        the table alone
  --survivors    what no test noticed, and the table
  --write        puts the table into docs/mutation.md, of parts of which mutants were tried

Parts (all of them unless some are named):
${PARTS.map(({ name, what }) => `  ${name.padEnd(12)} ${what}`).join('\n')}
`;

const { values, words: named } = typed({
  name: 'mutants',
  usage: USAGE,
  options: {
    sample: { read: whole(1) },
    seed: { read: whole(0), default: 1 },
    resume: flag,
    only: { read: text },
    workers: { read: whole(1), default: 2 },
    table: flag,
    survivors: flag,
    write: flag,
  },
  words: (words) => {
    const all = PARTS.map(({ name }) => name);
    return words.length > 0 ? words.map((word) => one('PART', word, oneOf(all))) : all;
  },
});
const { only } = values;
const parts = PARTS.filter(
  (part) =>
    named.includes(part.name) &&
    (only === undefined || sourcesOf(part).some((file) => file.endsWith(only))),
);
if (parts.length === 0)
  refuse('mutants', `--only cannot be '${only}': no source file of ${named.join(', ')} ends so`);

if (!values.table && !values.survivors && !values.write) {
  const wanted = {
    seed: values.seed,
    resume: values.resume,
    workers: values.workers,
    ...(values.sample !== undefined && { sample: values.sample }),
    ...(only !== undefined && { only }),
  };
  for (const part of parts) {
    const started = performance.now();
    await runPart(part, wanted, (text) => {
      const seconds = Math.round((performance.now() - started) / 1000);
      console.error(`[${String(seconds).padStart(5)} s] ${part.name}: ${text}`);
    });
  }
}

const scores = [];
for (const part of parts) {
  const { mutants, ledger } = await openPart(part);
  scores.push(scoreOf(part.name, mutants, ledger, EQUIVALENTS));
  const stale = staleIn(EQUIVALENTS, mutants, ledger);
  for (const line of stale) console.error(line);
  if (stale.length > 0) process.exitCode = 1;
  if (!values.survivors) continue;
  for (const mutant of mutants) {
    const is = ledger.of(mutant.id)?.is;
    if (is !== 'survived' && is !== 'uncovered') continue;
    if (only !== undefined && !mutant.file.endsWith(only)) continue;
    if (reasonFor(mutant, EQUIVALENTS) !== undefined) continue;
    const { file, line, mutator, original, replacement, text } = mutant;
    console.log(`${file}:${line} ${mutator} ${is}: ${text}\n    ${original}\n -> ${replacement}`);
  }
}
const tried = scores.filter((score) => score.tried > 0);
if (tried.length > 0) console.log(tableOf(tried));
const untried = untriedOf(scores);
if (untried !== undefined) {
  console.error(`mutants: ${untried}`);
  if (values.write) console.error('mutants: docs/mutation.md was left as it is');
  process.exitCode = 1;
} else if (values.write) writeTable(scores);
