import { usageError } from '@phoenix/shared-runtime/frame';
import type { SetupStep } from './step.ts';

/** Which steps a command line asks for; names with commas between, as typed. */
export interface Choice {
  readonly only?: string;
  readonly skip?: string;
}

/**
 * The steps of a run in their order. `packages` stays in with whatever needs it, unless it is left
 * out by name. Throws a usage error (64) for a name that no step has, and when none is left.
 */
export function chooseSteps(
  all: readonly SetupStep[],
  { only, skip }: Choice,
  skipped: readonly string[] = [],
): readonly SetupStep[] {
  const wanted = only === undefined ? undefined : namesOf('only', only, all);
  const left = skip === undefined ? [] : namesOf('skip', skip, all);
  const rest = wanted ?? all.map(({ name }) => name);
  if (rest.every((name) => left.includes(name))) throw noneLeft(only, skip);
  return all.filter(({ name }) => {
    if (left.includes(name) || (skipped.includes(name) && wanted?.includes(name) !== true))
      return false;
    return wanted === undefined || wanted.includes(name) || name === 'packages';
  });
}

function namesOf(flag: string, text: string, all: readonly SetupStep[]): string[] {
  const names = text.split(',').map((name) => name.trim());
  const known = all.map(({ name }) => name);
  const strange = names.find((name) => !known.includes(name));
  if (strange === undefined) return names;
  throw usageError(
    `--${flag} names ${JSON.stringify(strange)}, which is no step of setup`,
    `the steps are ${known.join(', ')}`,
  );
}

function noneLeft(only = '', skip = ''): Error {
  const flags = only === '' ? `--skip ${skip}` : `--only ${only} --skip ${skip}`;
  return usageError(
    `${flags} leaves no step to do`,
    'leave out --skip, or what is in both; phoenix setup --help shows how steps are chosen',
  );
}
