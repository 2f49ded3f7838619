import type { HypervisorConfig } from '@phoenix/shared-config';
import type { StepDraft } from '../../setup/step.ts';
import { arcOperations } from './arc.ts';
import { planDatasets } from './datasets.ts';
import type { ZfsFacts } from './observe.ts';
import { planPools } from './pools.ts';

/** What the plan of ZFS depends on beside the facts. */
export interface ZfsDeclaration {
  readonly config: Pick<HypervisorConfig, 'zfs'>;
  readonly options: { readonly wipe: readonly string[] };
}

/** Plans the limit of the cache, the pools, then the datasets on them. */
export function plan({ config: { zfs }, options }: ZfsDeclaration, facts: ZfsFacts): StepDraft {
  const pools = planPools(zfs.pools, options.wipe, facts);
  const datasets = planDatasets(zfs, facts);
  return {
    operations: [
      ...arcOperations(zfs.arc_max_gb, facts),
      ...pools.operations,
      ...datasets.operations,
    ],
    notes: pools.notes,
    wipes: pools.wipes,
    problems: [...pools.problems, ...datasets.problems],
  };
}
