// `npm run torture [-- --seed N] [--minutes M] [--rounds N] [--kinds a,b] [--resume] [--jobs N]`: labs by
// lot, each harmed in every way there is while Phoenix works on it (tests/torture). `--only TRIAL` tries
// one again. What is in dist is what is tried. Verdicts are in dist/torture/SEED.jsonl.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KINDS } from '../tests/torture/kinds/index.ts';
import { exitsOf, tableOf } from '../tests/torture/table.ts';
import { torture } from '../tests/torture/torture.ts';
import { root } from './lib/toolchain.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
    kinds: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    resume: { type: 'boolean', default: false },
  },
});

const seed = Number(values.only?.split('.')[0] ?? values.seed);
const kinds = values.kinds?.split(',');
const unknown = kinds?.find((name) => !KINDS.some((kind) => kind.name === name));
if (unknown !== undefined) {
  console.error(`there is no kind ${unknown}: ${KINDS.map(({ name }) => name).join(', ')}`);
  process.exit(64);
}
const ledger = values.only === undefined ? `${seed}.jsonl` : `${values.only}.jsonl`;
const began = performance.now();
const verdicts = await torture(
  {
    seed,
    minutes: Number(values.minutes),
    rounds: Number(values.rounds),
    jobs: Number(values.jobs),
    ...(kinds && { kinds }),
    ...(values.only !== undefined && { only: values.only }),
    isResumed: values.resume,
    ledger: join(root, 'dist', 'torture', ledger),
  },
  tell,
);
const faults = verdicts.filter((one) => one.faults.length > 0).length;
console.log(`\n${tableOf(verdicts)}\nexit statuses seen (times): ${exitsOf(verdicts)}`);
console.log(
  `${verdicts.length} trials, ${faults} faults, ${Math.round((performance.now() - began) / 1000)} s`,
);
process.exitCode = faults === 0 && verdicts.length > 0 ? 0 : 1;

/** @param {import('../tests/torture/trial.ts').Verdict} verdict */
function tell({ trial, task, trail, faults, seconds, host }) {
  console.log(
    `${faults.length === 0 ? 'ok  ' : 'FAIL'} ${trial} ${seconds} s: ${task}: ${trail.join('; ')}`,
  );
  for (const { sort, text } of faults)
    console.log(`       ${sort}: ${text.replaceAll('\n', '\n         ')}`);
  if (faults.length > 0)
    console.log(`       npm run torture -- --only ${trial}    (host: ${host})`);
}
