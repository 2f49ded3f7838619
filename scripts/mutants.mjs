// `npm run mutants -- [PART...] [--sample N --seed N] [--resume] [--only FILE] [--workers N]`: changes the sources of
// the product, one small change at a time, and sees whether a test fails (docs/mutation.md). Afterwards, or with
// --table, prints what came of it; --survivors prints what no test noticed; --write puts the table into that page.
import { parseArgs } from 'node:util';
import { EQUIVALENTS } from './mutants/equivalents.mjs';
import { reasonFor, staleIn } from './mutants/explain.mjs';
import { writeTable } from './mutants/page.mjs';
import { PARTS } from './mutants/parts.mjs';
import { openPart, runPart } from './mutants/run-part.mjs';
import { scoreOf, tableOf } from './mutants/score.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    resume: { type: 'boolean', default: false },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
    table: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const parts = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `no part is called ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(64);
}

if (!values.table && !values.survivors && !values.write) {
  const wanted = {
    seed: Number(values.seed),
    resume: values.resume,
    workers: Number(values.workers),
    ...(values.sample !== undefined && { sample: Number(values.sample) }),
    ...(values.only !== undefined && { only: values.only }),
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
    if (values.only !== undefined && !mutant.file.endsWith(values.only)) continue;
    if (reasonFor(mutant, EQUIVALENTS) !== undefined) continue;
    const { file, line, mutator, original, replacement, text } = mutant;
    console.log(`${file}:${line} ${mutator} ${is}: ${text}\n    ${original}\n -> ${replacement}`);
  }
}
const table = tableOf(scores);
console.log(table);
if (values.write) writeTable(table);
