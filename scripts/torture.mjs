// `npm run torture [-- OPTION...]`: labs by lot, each harmed in every way there is while Phoenix works on it
// (tests/torture). What is in dist is what is tried. Verdicts are in dist/torture/SEED.jsonl.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { KINDS } from '../tests/torture/kinds/index.ts';
import { leftOf, summaryOf } from '../tests/torture/left.ts';
import { trialNamed } from '../tests/torture/round.ts';
import { exitsOf, tableOf } from '../tests/torture/table.ts';
import { torture } from '../tests/torture/torture.ts';
import { root } from './lib/toolchain.mjs';
import { flag, list, Misunderstood, oneOf, positive, refuse, typed, whole } from './lib/typed.mjs';

const names = KINDS.map(({ name }) => name);
const trials = KINDS.reduce((sum, { weight }) => sum + weight, 0);
const USAGE = `usage: npm run torture [-- OPTION...]

Labs that a seed draws are harmed in every way there is while Phoenix works on them, and must be as if nothing
had happened; exits 1 when one is not. What is in dist is what is tried.
  --seed N      which labs (1)
  --rounds N    how many labs, each with ${trials} trials (5)
  --kinds K,K   only these kinds of harm (all)
  --minutes M   no trial begins after so many; a run that ends for it can be resumed (30)
  --jobs N      labs that are tried at the same time (as many as there are processors: ${availableParallelism()})
  --resume      goes on where the same seed ended; what had faults is tried again
  --only TRIAL  one trial again, such as 1.4.killed.2: seed, lab, kind and number

Kinds: ${names.join(' ')}
`;

const { values } = typed({
  name: 'torture',
  usage: USAGE,
  options: {
    seed: { read: whole(0), default: 1 },
    rounds: { read: whole(1), default: 5 },
    kinds: { read: list(oneOf(names)) },
    minutes: { read: positive, default: 30 },
    jobs: { read: whole(1), default: availableParallelism() },
    resume: flag,
    only: { read: trial },
  },
});
const { kinds, only } = values;
if (only !== undefined && kinds !== undefined) refuse('torture', '--only or --kinds, not both');
const seed = only?.seed ?? values.seed;
const ledger = `${only?.name ?? seed}.jsonl`;
const wanted = {
  seed,
  minutes: values.minutes,
  rounds: values.rounds,
  jobs: values.jobs,
  ...(kinds && { kinds }),
  ...(only && { only: only.name }),
  isResumed: values.resume,
  ledger: join(root, 'dist', 'torture', ledger),
};
const began = performance.now();
const verdicts = await torture(wanted, tell);
console.log(`\n${tableOf(verdicts)}\nexit statuses seen (times): ${exitsOf(verdicts)}`);
console.log(`${Math.round((performance.now() - began) / 1000)} s`);
console.log(summaryOf(verdicts, leftOf(wanted, verdicts), process.argv.slice(2)));
process.exitCode =
  verdicts.every(({ faults }) => faults.length === 0) && verdicts.length > 0 ? 0 : 1;

/** @param {string} text */
function trial(text) {
  const found = trialNamed(text);
  if (found === undefined) throw new Misunderstood('there is no such trial');
  return found;
}

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
