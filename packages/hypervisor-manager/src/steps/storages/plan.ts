import { type HypervisorConfig, storageIdOf, type ZfsDataset } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { Storage } from '@phoenix/shared-runtime/pve';
import type { StepDraft } from '../../setup/step.ts';
import type { StorageFacts } from './observe.ts';

const DEADLINE = 60;

/** What each kind of storage can hold. */
const TAKES = new Map<string, readonly string[]>([
  ['zfspool', ['images', 'rootdir', 'none']],
  ['dir', ['images', 'rootdir', 'iso', 'vztmpl', 'backup', 'snippets', 'import', 'none']],
]);

/** Plans the storages that datasets become; storages of others are none of its business. */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'zfs' | 'proxmox_storage_ids'> },
  facts: StorageFacts,
): StepDraft {
  const draft = {
    operations: [] as Operation[],
    notes: [] as string[],
    problems: [] as PlanProblem[],
  };
  const owners = new Map<string, string>();
  for (const dataset of config.zfs.datasets) {
    const { proxmox_storage_type: type } = dataset;
    if (type === undefined) continue;
    const full = `${dataset.pool}/${dataset.name}`;
    const id = storageIdOf(dataset, config);
    const other = owners.get(id);
    owners.set(id, full);
    const problem = other === undefined ? misfit(id, type, dataset) : twice(id, full, other);
    if (problem !== undefined) draft.problems.push(problem);
    else if (!TAKES.has(type))
      draft.notes.push(`${full} is declared as storage of type ${type}, which setup leaves to you`);
    else planOne(id, type, dataset, facts.get(id), draft);
  }
  return draft;
}

function twice(id: string, full: string, other: string): PlanProblem {
  return {
    message: `cannot make storage ${id} of ${full}: ${other} has that id already`,
    hint: 'give one of them an id of its own in proxmox_storage_ids',
  };
}

function misfit(id: string, type: string, { proxmox_content_type }: ZfsDataset) {
  const takes = TAKES.get(type);
  const strange = proxmox_content_type.find((one) => takes?.includes(one) === false);
  if (strange === undefined) return undefined;
  return {
    message: `cannot make storage ${id}: a ${type} holds no ${strange}`,
    hint: `proxmox_content_type of a ${type} has only ${takes?.join(', ')}`,
  };
}

function planOne(
  id: string,
  type: string,
  dataset: ZfsDataset,
  there: Storage | undefined,
  { operations, problems }: { operations: Operation[]; problems: PlanProblem[] },
): void {
  const place = placeOf(type, dataset);
  const content = [...new Set(dataset.proxmox_content_type)].sort();
  const wanted = content.length === 0 ? 'none' : content.join(',');
  if (there === undefined) {
    operations.push({
      id: `add ${id}`,
      doing: `add storage ${id}`,
      cause: `there is no storage ${id}`,
      run: [
        'pvesm',
        'add',
        type,
        id,
        type === 'dir' ? '--path' : '--pool',
        place,
        '--content',
        wanted,
      ],
      effect: 'change',
      deadline: DEADLINE,
      retryLocks: true,
    });
    return;
  }
  const actual = there.path ?? there.pool;
  if (there.type !== type || actual !== place) {
    problems.push({
      message: `cannot make storage ${id}: there is one, of type ${there.type} at ${actual ?? 'another place'}, declared is ${type} at ${place}`,
      hint: `Proxmox cannot change that: name another id in proxmox_storage_ids, or look what uses it (pvesm list ${id}) and take it away by hand (pvesm remove ${id} forgets the storage and keeps what lies on it)`,
    });
    return;
  }
  const have = [...there.content].sort().join(',');
  const changes = [
    ...(have === wanted ? [] : [`content ${have} -> ${wanted}`]),
    ...(there.disabled ? ['disabled -> enabled'] : []),
  ];
  if (changes.length === 0) return;
  operations.push({
    id: `set ${id}`,
    doing: `change storage ${id}`,
    cause: changes.join('; '),
    run: [
      'pvesm',
      'set',
      id,
      ...(have === wanted ? [] : ['--content', wanted]),
      ...(there.disabled ? ['--disable', '0'] : []),
    ],
    effect: 'change',
    deadline: DEADLINE,
    retryLocks: true,
  });
}

/** Dataset of a zfspool; directory of a dir, where the dataset is mounted. */
function placeOf(type: string, { pool, name, properties }: ZfsDataset): string {
  if (type !== 'dir') return `${pool}/${name}`;
  const { mountpoint } = properties;
  return mountpoint?.startsWith('/') ? mountpoint : `/${pool}/${name}`;
}
