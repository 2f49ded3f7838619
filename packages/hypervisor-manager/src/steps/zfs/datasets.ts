import type { HypervisorConfig, ZfsDataset } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { ZfsFacts } from './observe.ts';
import { exactValue, humanValue, isAmount } from './properties.ts';

const DEADLINE = 120;

/** Plans every declared dataset: made with its properties, or given those that differ. */
export function planDatasets(
  zfs: HypervisorConfig['zfs'],
  facts: Pick<ZfsFacts, 'datasets' | 'refused' | 'pools'>,
): { operations: Operation[]; problems: PlanProblem[] } {
  const { refused } = facts;
  if (refused !== undefined)
    return {
      operations: [],
      problems: [
        {
          message: `cannot read the properties of the declared datasets: ${refused.split('\n', 1)[0]}`,
          hint: 'correct the properties in zfs.datasets; zfs get all POOL lists those that there are',
        },
      ],
    };
  const declared = new Set(zfs.pools.map(({ name }) => name));
  const plan: { operations: Operation[]; problems: PlanProblem[] } = {
    operations: [],
    problems: [],
  };
  const seen = new Set<string>();
  for (const dataset of zfs.datasets) {
    const { pool, name } = dataset;
    const full = `${pool}/${name}`;
    const misfit = seen.has(full) ? twice(full) : noAmount(full, dataset);
    seen.add(full);
    if (misfit !== undefined) {
      plan.problems.push(misfit);
      continue;
    }
    const known = facts.datasets.get(full);
    if (!declared.has(pool) && !facts.pools.has(pool))
      plan.problems.push({
        message: `cannot make dataset ${full}: there is no pool ${pool}, and none of that name is declared`,
        hint: 'declare the pool in zfs.pools, or correct the name of the pool',
      });
    else if (known === undefined) plan.operations.push(making(full, dataset));
    else change(full, dataset, known, plan);
  }
  return plan;
}

function twice(full: string): PlanProblem {
  return {
    message: `cannot make dataset ${full}: it is declared twice`,
    hint: 'declare it once in zfs.datasets, with all of its properties',
  };
}

/** The first property whose value is no amount and has to be one. */
function noAmount(full: string, { properties }: ZfsDataset): PlanProblem | undefined {
  const odd = Object.entries(properties).find(([name, value]) => !isAmount(name, value));
  if (odd === undefined) return undefined;
  return {
    message: `cannot make dataset ${full}: ${odd[0]} is ${JSON.stringify(odd[1])}, which is no amount`,
    hint: 'amounts are written as 200G, 1.4T or 128K, and none where there is no limit',
  };
}

function making(full: string, { properties }: ZfsDataset): Operation {
  const options = Object.entries(properties).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return {
    id: `dataset ${full}`,
    doing: `make dataset ${full}`,
    cause: `there is no dataset ${full}`,
    run: ['zfs', 'create', '-p', ...options, full],
    effect: 'change',
    deadline: DEADLINE,
  };
}

function change(
  full: string,
  { properties }: ZfsDataset,
  known: ReadonlyMap<string, string>,
  plan: { operations: Operation[]; problems: PlanProblem[] },
): void {
  const differing = Object.entries(properties).filter(
    ([name, value]) => known.get(name) !== exactValue(name, value),
  );
  if (differing.length === 0) return;
  const tight = differing.find(([name, value]) => isTooSmall(name, value, known));
  if (tight !== undefined) {
    plan.problems.push({
      message: `cannot set ${tight[0]} of ${full} to ${tight[1]}: ${humanValue('quota', known.get('used') ?? '0')} are used`,
      hint: `declare more, or make room: zfs list -o space -r ${full}`,
    });
    return;
  }
  const changes = differing.map(
    ([name, value]) => `${name} ${humanValue(name, known.get(name) ?? 'unset')} -> ${value}`,
  );
  plan.operations.push({
    id: `set ${full}`,
    doing: `set the properties of ${full}`,
    cause: changes.join('; '),
    run: ['zfs', 'set', ...differing.map(([name, value]) => `${name}=${value}`), full],
    effect: 'change',
    deadline: DEADLINE,
  });
}

function isTooSmall(name: string, value: string, known: ReadonlyMap<string, string>): boolean {
  if (name !== 'quota') return false;
  const bytes = Number(exactValue(name, value));
  return bytes > 0 && bytes < Number(known.get('used') ?? 0);
}
