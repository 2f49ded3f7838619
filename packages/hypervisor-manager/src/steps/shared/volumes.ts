import { type HypervisorConfig, storageIdOf } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { StepDraft } from '../../setup/step.ts';
import type { SharedFacts } from './observe.ts';
import { OWNER } from './owner.ts';

type Config = Pick<HypervisorConfig, 'shared_zfs_volumes' | 'zfs' | 'proxmox_storage_ids'>;
type Facts = Pick<SharedFacts, 'storages' | 'listings'>;

const GIB = 2 ** 30;
const DEADLINE = 300;
/** Storages whose volumes are files, with the format in their names. */
const OF_FILES = ['dir', 'nfs', 'cifs', 'cephfs', 'glusterfs', 'btrfs'];

/** Plans the volumes that belong to no guest; one that is there is never resized. */
export function planVolumes(config: Config, facts: Facts): StepDraft {
  const operations: Operation[] = [];
  const notes: string[] = [];
  const problems: PlanProblem[] = [];
  for (const [name, { pool, size_gb }] of Object.entries(config.shared_zfs_volumes)) {
    const type = facts.storages.get(pool)?.type ?? declaredType(pool, config);
    const listing = facts.listings.get(pool);
    const problem = problemOf(name, pool, type, facts);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    const volume = `vm-${OWNER}-disk-${name}${OF_FILES.includes(type ?? '') ? '.raw' : ''}`;
    const size =
      listing !== undefined && 'sizes' in listing ? sizeOf(volume, listing.sizes) : undefined;
    if (size === undefined) operations.push(allocate(name, pool, volume, size_gb));
    else if (size !== size_gb * GIB)
      notes.push(
        `shared volume ${pool}:${volume} has ${formatSize(size)}, declared ${size_gb} GiB: a volume that exists is never resized`,
      );
  }
  return { operations, notes, problems };
}

function problemOf(
  name: string,
  pool: string,
  type: string | undefined,
  { storages, listings }: Facts,
): PlanProblem | undefined {
  const attempt = `cannot make shared volume ${name}`;
  if (!/^\w[\w.-]*$/.test(name))
    return {
      message: `${attempt}: its name becomes part of that of a volume`,
      hint: 'take letters, digits, "_", "." and "-" for the name in shared_zfs_volumes',
    };
  if (type === undefined)
    return {
      message: `${attempt}: there is no storage ${pool}, and no dataset is declared that becomes it`,
      hint: `pvesm status lists the storages; correct shared_zfs_volumes.${name}.pool`,
    };
  if (storages.get(pool)?.disabled === true)
    return {
      message: `${attempt}: storage ${pool} is disabled`,
      hint: `type pvesm set ${pool} --disable 0`,
    };
  const listing = listings.get(pool);
  if (listing === undefined || 'sizes' in listing) return undefined;
  return {
    message: `${attempt}: storage ${pool} does not say what it holds: ${listing.refused.split('\n', 1)[0]}`,
    hint: `see pvesm list ${pool}`,
  };
}

function declaredType(id: string, config: Config): string | undefined {
  return config.zfs.datasets.find((dataset) => storageIdOf(dataset, config) === id)
    ?.proxmox_storage_type;
}

function sizeOf(volume: string, sizes: ReadonlyMap<string, number>): number | undefined {
  return sizes.get(volume) ?? sizes.get(`${OWNER}/${volume}`);
}

function allocate(name: string, pool: string, volume: string, size: number): Operation {
  return {
    id: `volume ${name}`,
    doing: `make shared volume ${name}`,
    cause: `storage ${pool} has no volume ${volume}`,
    run: ['pvesm', 'alloc', pool, `${OWNER}`, volume, `${size}G`],
    effect: 'change',
    deadline: DEADLINE,
    retryLocks: true,
  };
}

function formatSize(bytes: number): string {
  return `${Number((bytes / GIB).toFixed(2))} GiB`;
}
