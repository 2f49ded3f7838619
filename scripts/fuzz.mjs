// `npm run fuzz -- [--seed N] [--cases N] [--minutes N] [--blind]`: hostile configurations and command
// lines, through the loader, the planners and the parsers (tests/fuzz). `--case "site 1.2"` tries one
// input again and shows it.
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { show } from '../tests/fuzz/show.ts';

/** Seconds after which an input hangs. */
const PATIENCE = 60;
/** How often the same finding is told, with other names and numbers in it. */
const TIMES = 3;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '950' },
    cases: { type: 'string', default: '100000' },
    minutes: { type: 'string' },
    blind: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});
if (values.case === undefined) fuzz();
else process.stdout.write(await show(values.case));

/** In a thread of its own, so that an input that hangs is noticed. */
function fuzz() {
  const workerData = {
    seed: Number(values.seed),
    cases: Number(values.cases),
    ...(values.minutes !== undefined && { seconds: Number(values.minutes) * 60 }),
    isGuided: !values.blind,
  };
  const worker = new Worker(new URL('../tests/fuzz/worker.ts', import.meta.url), { workerData });
  let trying = { recipe: '', since: Date.now() };
  const watch = setInterval(() => {
    if (Date.now() - trying.since < PATIENCE * 1000) return;
    console.log(`${trying.recipe}: no end after ${PATIENCE} s`);
    process.exit(1);
  }, 1000);
  /** @type {Map<string, number>} */
  const known = new Map();
  worker.on('message', (told) => {
    if (told.is === 'trying') trying = { recipe: told.recipe, since: Date.now() };
    else if (told.is === 'finding') tellFinding(told, known);
    else if (told.is === 'batch') tellBatch(told.tally);
    else {
      clearInterval(watch);
      console.log(`seed ${values.seed}: ${JSON.stringify(told.tally)}`);
      process.exitCode = told.tally.crashes + told.tally.wrong === 0 ? 0 : 1;
    }
  });
}

/**
 * @param {{ recipe: string, finding: string }} told
 * @param {Map<string, number>} known how often each was told
 */
function tellFinding({ recipe, finding }, known) {
  const kind = finding.replace(/\d+|"[^"]*"/g, '').slice(0, 100);
  const times = (known.get(kind) ?? 0) + 1;
  known.set(kind, times);
  if (times <= TIMES) console.log(`${recipe}: ${finding.slice(0, 1500)}`);
}

/** @param {import('../tests/fuzz/explore.ts').Tally} tally */
function tellBatch({ inputs, blocks, kept, seconds }) {
  // A new block is looked for after the batch, which takes its time.
  if (inputs % 5000 === 0)
    console.error(`${inputs} inputs, ${blocks} blocks, ${kept} kept, ${Math.round(seconds)} s`);
}
