import type { ZfsPool } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { WipeableDisk } from '../../setup/step.ts';
import { judgeDisk } from './judge-disk.ts';
import { marked, unmark } from './making.ts';
import type { ZfsFacts } from './observe.ts';

/** What is planned of pools. */
interface PoolsPlan {
  readonly operations: Operation[];
  readonly notes: string[];
  readonly problems: PlanProblem[];
  readonly wipes: WipeableDisk[];
}

const DEADLINE = 300;

/** Plans every declared pool; existing ones stay as they are. */
export function planPools(
  pools: readonly ZfsPool[],
  wipe: readonly string[],
  facts: Pick<ZfsFacts, 'pools' | 'importable' | 'disks' | 'begun'>,
): PoolsPlan {
  const plan: PoolsPlan = { operations: [], notes: [], problems: [], wipes: [] };
  const members = new Map(
    [...facts.pools].flatMap(([name, { devices }]) => devices.map((path) => [path, name] as const)),
  );
  const taken = new Map<string, string>();
  for (const pool of pools) {
    const { name } = pool;
    const there = facts.pools.get(name);
    if (there === undefined && !facts.importable.includes(name)) {
      create(pool, { wipe, members, taken }, facts, plan);
      continue;
    }
    if (there === undefined) plan.operations.push(importing(name));
    else plan.notes.push(...differences(pool, there));
    if (facts.begun.get(name)?.length) plan.operations.push(unmark(name));
  }
  return plan;
}

/** What an existing pool has otherwise than declared: nothing that could be changed. */
function differences(
  { name, raid_level }: ZfsPool,
  { health, kinds }: { health: string; kinds: readonly string[] },
): string[] {
  const notes: string[] = [];
  if (health !== 'ONLINE') notes.push(`pool ${name} is ${health}: zpool status ${name} tells why`);
  const wanted = kindOf(raid_level) || 'stripe';
  const have = [...new Set(kinds)];
  if (have.length > 0 && (have.length > 1 || have[0] !== wanted))
    notes.push(
      `pool ${name} is made of ${have.join(' and ')}, declared is ${raid_level}; an existing pool is not rebuilt`,
    );
  return notes;
}

function importing(name: string): Operation {
  return {
    id: `import ${name}`,
    doing: `import pool ${name}`,
    cause: `pool ${name} is on this host's disks and not imported`,
    run: ['zpool', 'import', name],
    effect: 'change',
    deadline: DEADLINE,
    hint: `see zpool import; when no other host uses the pool any more: zpool import -f ${name}, then phoenix setup`,
  };
}

interface Ground {
  readonly wipe: readonly string[];
  readonly members: ReadonlyMap<string, string>;
  /** Devices that pools of this plan take, with the pool. */
  readonly taken: Map<string, string>;
}

function create(
  pool: ZfsPool,
  { wipe, members, taken }: Ground,
  { disks, begun: allBegun }: Pick<ZfsFacts, 'disks' | 'begun'>,
  { operations, problems, wipes: wipeable }: PoolsPlan,
): void {
  const { name } = pool;
  const short = shortage(pool);
  if (short !== undefined) problems.push(short);
  const begun = allBegun.get(name) ?? [];
  const wipes: Operation[] = [];
  for (const path of pool.disks) {
    const disk = disks.get(path);
    if (disk === undefined) throw new Error(`nobody looked at ${path}`);
    const device = disk.device?.path ?? path;
    const other = taken.get(device);
    taken.set(device, name);
    if (other !== undefined) {
      const where = other === name ? 'twice' : `in pool ${other} as well`;
      problems.push({
        message: `cannot make pool ${name} of ${path}: the disk is declared ${where}`,
        hint: 'name each disk once in zfs.pools',
      });
      continue;
    }
    const verdict = judgeDisk(disk, name, { wipe, members, begun });
    if (verdict.may === 'nothing') {
      problems.push(verdict.problem);
      if (verdict.wipeable !== undefined) wipeable.push(verdict.wipeable);
    }
    if (verdict.may === 'wipe')
      wipes.push({
        id: `wipe ${path.slice(path.lastIndexOf('/') + 1)}`,
        doing: `wipe ${path}`,
        cause: verdict.leftover
          ? `an earlier run was cut off while it made pool ${name} of it`
          : `--wipe-disks names ${disk.device?.serial}; DESTROYS ${verdict.carries}`,
        run: ['wipefs', '--all', ...verdict.devices],
        effect: 'change',
        deadline: DEADLINE,
      });
  }
  operations.push(...wipes, ...making(pool, wipes.length > 0));
}

function shortage({ name, raid_level, disks }: ZfsPool): PlanProblem | undefined {
  const least =
    { mirror: 2, raidz1: 2, raidz: 2, raidz2: 3, raidz3: 4, raid10: 4 }[raid_level] ?? 1;
  const odd = raid_level === 'raid10' && disks.length % 2 === 1;
  if (disks.length >= least && !odd) return undefined;
  return {
    message: `cannot make pool ${name}: ${raid_level} needs ${odd ? 'an even number of' : `at least ${least}`} disks, ${disks.length} ${disks.length === 1 ? 'is' : 'are'} declared`,
    hint: 'name them in zfs.pools as /dev/disk/by-id/...',
  };
}

/** The same words for trying (-n) and for doing. */
function making(pool: ZfsPool, wiped: boolean): Operation[] {
  const { name, raid_level } = pool;
  const words = [
    '-o',
    'autotrim=on',
    '-O',
    'compression=lz4',
    '-O',
    'atime=off',
    name,
    ...vdevs(pool),
  ];
  const cause = `there is no pool ${name}`;
  const base = { doing: `make pool ${name}`, effect: 'change', deadline: DEADLINE } as const;
  return [
    ...(wiped
      ? [
          {
            id: `settle ${name}`,
            doing: 'wait for the devices',
            cause: 'partitions are gone',
            run: ['udevadm', 'settle'] as const,
            effect: 'check' as const,
            deadline: 120,
          },
        ]
      : []),
    {
      ...base,
      id: `try pool ${name}`,
      cause: `${cause}; would zpool make one?`,
      run: ['zpool', 'create', '-n', ...words],
      effect: 'check',
    },
    ...marked(name, pool.disks, [
      {
        ...base,
        id: `pool ${name}`,
        cause: `${cause} (${raid_level})`,
        run: ['zpool', 'create', ...words],
      },
    ]),
  ];
}

function vdevs({ raid_level, disks }: ZfsPool): string[] {
  if (raid_level !== 'raid10') return [kindOf(raid_level), ...disks].filter((word) => word !== '');
  return disks.flatMap((disk, index) => (index % 2 === 0 ? ['mirror', disk] : [disk]));
}

/** The word of zpool for a level; empty for disks without redundancy. */
function kindOf(level: string): string {
  if (level === 'single' || level === 'stripe') return '';
  if (level === 'raidz') return 'raidz1';
  return level === 'raid10' ? 'mirror' : level;
}
