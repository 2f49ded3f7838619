import { Coverage } from './coverage.ts';
import { Random } from './random.ts';
import { type Recipe, recipeText, tryRecipe } from './recipe.ts';
import { type Site, seedSites } from './site.ts';

/** What a round of fuzzing came to. */
export interface Tally {
  inputs: number;
  accepted: number;
  refused: number;
  crashes: number;
  /** Inputs with an error in a place that is known, and those of them whose place was told. */
  faults: number;
  told: number;
  /** Everything else that is wrong. */
  wrong: number;
  seconds: number;
  /** Blocks of the packages that were entered; 0 where nobody looked. */
  blocks: number;
  /** Inputs that are mutated further, since they or their neighbours reached a new block. */
  kept: number;
}

export interface Limits {
  readonly seed: number;
  readonly cases: number;
  /** Seconds after which no further batch begins. */
  readonly seconds?: number;
  /** Whether inputs that reach new blocks are mutated further. */
  readonly isGuided: boolean;
  /** Called before each input. */
  readonly onTry?: (recipe: string) => void;
  /** Called for everything that is wrong. */
  readonly onFinding: (recipe: string, finding: string) => void;
  readonly onBatch?: (tally: Readonly<Tally>) => void;
}

/** Taking coverage costs as much as many inputs. */
const BATCH = 250;
/** Inputs among which the one with the new block is not looked for any more: all of them are kept. */
const GROUP = 16;
/**
 * Inputs that V8 counts blocks for, which takes three times as long. By then new blocks are rare; what
 * was kept is mutated further at full speed.
 */
const WATCHED = 5_000;
/** Mutations that one input may have. */
const DEEPEST = 6;
/** Seconds of a processor that an input may take. */
const PATIENCE = 5;
/** Real configurations are long, and small ones reach as much. */
const LARGE = /^ai-lab/;
const SHARE = 6;

/** The configurations that inputs are made of. */
export function trialSites(): Site[] {
  return seedSites().flatMap((site) => Array(LARGE.test(site.name) ? 1 : SHARE).fill(site));
}

/** Tries inputs, one after the other. */
export async function explore(limits: Limits): Promise<Tally> {
  const random = new Random(limits.seed);
  const sites = trialSites();
  const tally: Tally = {
    inputs: 0,
    accepted: 0,
    refused: 0,
    crashes: 0,
    faults: 0,
    told: 0,
    wrong: 0,
    seconds: 0,
    blocks: 0,
    kept: 0,
  };
  const kept: Recipe[] = [];
  const begin = performance.now();
  let coverage = limits.isGuided ? new Coverage() : undefined;
  await coverage?.start();
  while (
    tally.inputs < limits.cases &&
    tally.seconds < (limits.seconds ?? Number.POSITIVE_INFINITY)
  ) {
    const size = Math.min(BATCH, limits.cases - tally.inputs);
    const batch = Array.from({ length: size }, () => nextRecipe(random, kept));
    for (const recipe of batch) await tryOne(recipe, sites, tally, limits);
    if (coverage !== undefined) {
      const fresh = coverage.learn(await coverage.entered());
      kept.push(...(await reaching(batch, fresh, sites, coverage, limits)));
      tally.blocks = coverage.blocks;
      tally.kept = kept.length;
      if (tally.inputs >= WATCHED) {
        await coverage.stop();
        coverage = undefined;
      }
    }
    tally.seconds = (performance.now() - begin) / 1000;
    limits.onBatch?.(tally);
  }
  await coverage?.stop();
  return tally;
}

function nextRecipe(random: Random, kept: readonly Recipe[]): Recipe {
  const seed = random.below(2 ** 31);
  const known = kept.length > 0 && random.chance(0.5) ? random.pick(kept) : undefined;
  if (known !== undefined && known.seeds.length < DEEPEST) {
    return { kind: known.kind, seeds: [...known.seeds, seed] };
  }
  return { kind: random.chance(0.6) ? 'site' : 'line', seeds: [seed] };
}

async function tryOne(
  recipe: Recipe,
  sites: readonly Site[],
  tally: Tally,
  { onTry, onFinding }: Limits,
): Promise<void> {
  onTry?.(recipeText(recipe));
  // Of the processor, since others may be at work on this machine.
  const before = process.threadCpuUsage();
  const { outcome, findings, isTold } = await tryRecipe(recipe, sites);
  const { user, system } = process.threadCpuUsage(before);
  const seconds = (user + system) / 1e6;
  tally.inputs += 1;
  tally[outcome] += 1;
  if (isTold !== undefined) tally.faults += 1;
  if (isTold === true) tally.told += 1;
  const slow = seconds > PATIENCE ? [`took ${seconds.toFixed(1)} s`] : [];
  for (const finding of [...findings, ...slow]) {
    if (finding.startsWith('crash: ')) tally.crashes += 1;
    else tally.wrong += 1;
    onFinding(recipeText(recipe), finding);
  }
}

/** Those of a batch that reach these blocks, in small groups: found by halving. */
async function reaching(
  batch: readonly Recipe[],
  blocks: ReadonlySet<string>,
  sites: readonly Site[],
  coverage: Coverage,
  limits: Limits,
): Promise<Recipe[]> {
  if (blocks.size === 0) return [];
  if (batch.length <= GROUP) return [...batch];
  const middle = batch.length >> 1;
  const left = batch.slice(0, middle);
  await coverage.entered();
  for (const recipe of left) {
    limits.onTry?.(recipeText(recipe));
    await tryRecipe(recipe, sites);
  }
  const entered = await coverage.entered();
  const here = new Set([...blocks].filter((block) => entered.has(block)));
  const rest = new Set([...blocks].filter((block) => !here.has(block)));
  return [
    ...(await reaching(left, here, sites, coverage, limits)),
    ...(await reaching(batch.slice(middle), rest, sites, coverage, limits)),
  ];
}
