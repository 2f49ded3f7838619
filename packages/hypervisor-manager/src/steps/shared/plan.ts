import { type Declared, type HypervisorConfig, storageIdOf } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { datasetPlaces } from '../../look/dataset-places.ts';
import type { StepDraft } from '../../setup/step.ts';
import type { SharedFacts } from './observe.ts';

/** The guest that nobody is: volumes under its id belong to nobody. */
const NOBODY = 99999;

/** What root of an unprivileged container is on the host. */
const OFFSET = 100000;

/** Plans directories that containers share, and volumes that belong to no guest. */
export function plan(
  {
    config,
    declared,
  }: {
    config: Pick<
      HypervisorConfig,
      'shared_volumes' | 'shared_zfs_volumes' | 'zfs' | 'proxmox_storage_ids'
    >;
    declared: Pick<Declared, 'lxc'>;
  },
  { missing, volumes, unknown }: SharedFacts,
): StepDraft {
  const places = datasetPlaces(config);
  const operations: Operation[] = [];
  const notes: string[] = [];
  for (const [name, { host_path: path, mounts }] of Object.entries(config.shared_volumes)) {
    if (!missing.has(path) || places.has(path)) continue;
    const users = mounts.flatMap(({ id }) => declared.lxc.get(id) ?? []);
    const id = users.some(({ unprivileged }) => unprivileged) ? OFFSET : 0;
    operations.push({
      id: `directory ${path}`,
      doing: `make ${path}`,
      cause: `${path} of the shared volume ${name} is not there`,
      write: path,
      directory: { mode: 0o755, uid: id, gid: id },
    });
  }
  for (const [name, { pool, size_gb: size }] of Object.entries(config.shared_zfs_volumes)) {
    const file = `vm-${NOBODY}-disk-${name}`;
    const there = volumes.get(`${pool}:${file}`);
    if (there === undefined) operations.push(allocating(name, pool, file, size));
    else if (there !== size * 2 ** 30)
      notes.push(
        `the shared volume ${name} has ${Math.round(there / 2 ** 30)} GiB, declared are ${size}: an existing volume is never resized`,
      );
  }
  // Of a storage that is made earlier in the same run there is nothing to be known yet.
  for (const [storage, said] of unknown)
    if (!isToCome(storage, config))
      notes.push(`nothing is known of the volumes of ${storage}: ${said}`);
  return { operations, notes };
}

function allocating(name: string, pool: string, file: string, size: number): Operation {
  return {
    id: `volume ${name}`,
    doing: `make the shared volume ${name}`,
    cause: `there is no ${file} on ${pool}`,
    run: ['pvesm', 'alloc', pool, String(NOBODY), file, `${size}G`],
    effect: 'change',
    deadline: 120,
    retryLocks: true,
    hint: `is there a storage ${pool}? pvesm status lists them`,
  };
}

function isToCome(
  storage: string,
  config: Pick<HypervisorConfig, 'zfs' | 'proxmox_storage_ids'>,
): boolean {
  return config.zfs.datasets.some((one) => storage === storageIdOf(one, config));
}
