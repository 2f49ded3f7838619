// `npm run fuzz [-- OPTION...]`: hostile configurations and command lines, through the loader, the planners
// and the parsers (tests/fuzz).
import { Worker } from 'node:worker_threads';
import { parseRecipe } from '../tests/fuzz/recipe.ts';
import { show } from '../tests/fuzz/show.ts';
import { told } from '../tests/fuzz/told.ts';
import { flag, Misunderstood, positive, typed, whole } from './lib/typed.mjs';

const USAGE = `usage: npm run fuzz [-- OPTION...]

Hostile configurations and command lines, held against rules; exits 1 when one is broken.
  --seed N       which inputs (950)
  --cases N      how many (100000)
  --minutes M    at most so many minutes, however many inputs (no end)
  --blind        without looking which inputs reach new code
  --case RECIPE  one input again, with its files and what is said of it: "site 1.2" or "line 3"
`;

/** Seconds after which an input hangs. */
const PATIENCE = 60;
/** How often the same finding is told, with other names and numbers in it. */
const TIMES = 3;

const { values } = typed({
  name: 'fuzz',
  usage: USAGE,
  options: {
    seed: { read: whole(0), default: 950 },
    cases: { read: whole(1), default: 100_000 },
    minutes: { read: positive },
    blind: flag,
    case: { read: recipe },
  },
});
if (values.case === undefined) fuzz();
else process.stdout.write(await show(values.case));

/** @param {string} text */
function recipe(text) {
  const found = parseRecipe(text);
  if (found === undefined) throw new Misunderstood('it is no case such as "site 1.2" or "line 3"');
  return found;
}

/** In a thread of its own, so that an input that hangs is noticed. */
function fuzz() {
  const workerData = {
    seed: values.seed,
    cases: values.cases,
    ...(values.minutes !== undefined && { seconds: values.minutes * 60 }),
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
  worker.on('message', (message) => {
    if (message.is === 'trying') trying = { recipe: message.recipe, since: Date.now() };
    else if (message.is === 'finding') tellFinding(message, known);
    else if (message.is === 'batch') tellBatch(message.tally);
    else {
      clearInterval(watch);
      console.log(told(values.seed, message.tally));
      process.exitCode = message.tally.crashes + message.tally.wrong === 0 ? 0 : 1;
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
