import { hasErrors } from '../../packages/shared-config/src/index.ts';
import { PhoenixError } from '../../packages/shared-runtime/src/errors.ts';
import { checkMessages, isTold, wrongWith } from './check-messages.ts';
import { checkOperations } from './check-operations.ts';
import { type CommandLine, mutateLine, tryLine } from './command-lines.ts';
import { STATES } from './generous-host.ts';
import { mutateAcross } from './mutate-across.ts';
import { mutateSigns, mutateText } from './mutate-text.ts';
import { mutateValue } from './mutate-value.ts';
import { planSite } from './plan-site.ts';
import { Random } from './random.ts';
import { loadSite, type Site } from './site.ts';
import type { Trial } from './trial.ts';

/**
 * How an input comes about: what it is, and the seed of each of its mutations, of which the first
 * chooses what is mutated. `site 12.7` in text.
 */
export interface Recipe {
  readonly kind: 'site' | 'line';
  readonly seeds: readonly number[];
}

export const recipeText = ({ kind, seeds }: Recipe): string => `${kind} ${seeds.join('.')}`;

/** The recipe of such a text; undefined when it is none. */
export function parseRecipe(text: string): Recipe | undefined {
  const [, kind, seeds] = /^(site|line) (\d+(?:\.\d+)*)$/.exec(text) ?? [];
  if (seeds === undefined) return undefined;
  return { kind: kind as Recipe['kind'], seeds: seeds.split('.').map(Number) };
}

/** Makes the input of a recipe and tries it; whatever is thrown that no person is told is a finding. */
export async function tryRecipe(recipe: Recipe, sites: readonly Site[]): Promise<Trial> {
  try {
    return recipe.kind === 'site' ? await trySite(recipe, sites) : await tryLine(lineOf(recipe));
  } catch (error) {
    if (error instanceof PhoenixError) {
      const findings = wrongWith(error.message);
      return { outcome: 'refused', findings };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: 'refused', findings: [`crash: ${stack}`] };
  }
}

async function trySite(recipe: Recipe, sites: readonly Site[]): Promise<Trial> {
  const site = siteOf(recipe, sites);
  const declared = loadSite(site);
  const findings = checkMessages(site, declared);
  const told = isTold(site, declared);
  if (told === false) findings.push(`the ${site.fault?.what} is not told in its place`);
  const known = told === undefined ? {} : { isTold: told };
  if (hasErrors(declared.diagnostics)) return { outcome: 'refused', findings, ...known };
  const state = STATES[(recipe.seeds[0] ?? 0) % STATES.length] ?? 'bare';
  const { operations, text } = await planSite(declared, state);
  findings.push(...checkOperations(operations), ...wrongWith(text).map((what) => `plan ${what}`));
  return { outcome: 'accepted', findings, ...known };
}

/** The configuration of a recipe. */
export function siteOf({ seeds }: Recipe, sites: readonly Site[]): Site {
  const chosen = new Random(seeds[0] ?? 0).pick(sites);
  return seeds.reduce((site, seed) => mutated(site, new Random(seed ^ 0x5eed)), chosen);
}

/** The command line of a recipe. */
export function lineOf({ seeds }: Recipe): CommandLine {
  const [first = 0, ...rest] = seeds;
  return rest.reduce(
    (line, seed) => mutateLine(line, new Random(seed)),
    mutateLine(undefined, new Random(first)),
  );
}

function mutated(site: Site, random: Random): Site {
  const way = random.next();
  const other =
    way < 0.65
      ? mutateValue(site, random)
      : way < 0.78
        ? mutateAcross(site, random)
        : way < 0.88
          ? mutateSigns(site, random)
          : undefined;
  return other ?? mutateText(site, random);
}
