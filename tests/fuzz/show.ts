import { formatDiagnostics } from '../../packages/shared-config/src/index.ts';
import { trialSites } from './explore.ts';
import { lineOf, type Recipe, siteOf, tryRecipe } from './recipe.ts';
import { KINDS, loadSite } from './site.ts';

/** The input of a recipe and what became of it, as text. */
export async function show(recipe: Recipe): Promise<string> {
  const sites = trialSites();
  const { outcome, findings } = await tryRecipe(recipe, sites);
  const told = [`${outcome}\n`, ...findings.map((one) => `${one}\n`)];
  if (recipe.kind === 'line') return [JSON.stringify(lineOf(recipe)), '\n', ...told].join('');
  const site = siteOf(recipe, sites);
  const files = KINDS.map((kind) => `--- ${kind}\n${site.texts[kind]}\n`);
  const isCrash = findings.some((one) => one.startsWith('crash: '));
  const said = isCrash ? '' : formatDiagnostics(loadSite(site).diagnostics);
  return [...files, `--- ${site.name}\n`, ...told, said].join('');
}
