import type { PlanProblem } from '@phoenix/shared-runtime';
import type { WipeableDisk } from '../../setup/step.ts';
import { allOf, type BlockDevice, type Disk } from './disks.ts';

/** What may be done with a disk that is to become part of a pool. */
export type Verdict =
  | { readonly may: 'use' }
  /** It carries something, and may be wiped. Devices in the order of wiping. */
  | {
      readonly may: 'wipe';
      readonly devices: readonly string[];
      readonly carries: string;
      /** It is only what a killed run of ours has left. */
      readonly leftover?: true;
    }
  | { readonly may: 'nothing'; readonly problem: PlanProblem; readonly wipeable?: WipeableDisk };

interface Known {
  /** Serial numbers that the command line gave. */
  readonly wipe: readonly string[];
  /** Devices of imported pools by their path, with the name of the pool. */
  readonly members: ReadonlyMap<string, string>;
  /** Disks, as declared, of which an earlier run had begun to make that very pool. */
  readonly begun: readonly string[];
}

/** Kinds of devices that a pool may be made of. */
const WHOLE = ['disk', 'part', 'loop', 'mpath'];

/**
 * Whether a pool may be made of a disk. What is mounted, swapped to or otherwise in use never may be;
 * what only carries something may be when the disk was named by its serial number.
 */
export function judgeDisk(disk: Disk, pool: string, { wipe, members, begun }: Known): Verdict {
  const { device, path } = disk;
  const no = (why: string, hint: string): Extract<Verdict, { may: 'nothing' }> => ({
    may: 'nothing',
    problem: { message: `cannot make pool ${pool} of ${path}: ${why}`, hint },
  });
  if (device === undefined)
    return no('there is no such disk', 'ls -l /dev/disk/by-id lists the disks of this host');
  const use = useOf(device, members);
  if (use !== undefined)
    return no(use, 'a disk that is in use is never taken; declare another one, or free it by hand');
  if (!WHOLE.includes(device.type)) return no(`it is a ${device.type} and no disk`, 'name a disk');
  if (device.readOnly) return no('it can only be read', 'take the write protection off');
  const carries = contentOf(disk);
  if (carries === undefined) return { may: 'use' };
  const devices = allOf(device).map((one) => one.path);
  const wiping = { may: 'wipe', devices: devices.reverse(), carries } as const;
  if (begun.includes(path) && isLeftOf(disk, pool)) return { ...wiping, leftover: true };
  const { serial } = device;
  if (serial === undefined)
    return no(
      `it carries ${carries}, and has no serial number to name it by`,
      `empty it by hand when you are sure: wipefs --all ${path}`,
    );
  if (!wipe.includes(serial)) {
    const { model } = device;
    return {
      ...no(
        `it carries ${carries}`,
        `if all of that may be destroyed: phoenix setup --wipe-disks=${serial}`,
      ),
      wipeable: { path, serial, pool, carries, ...(model !== undefined && { model }) },
    };
  }
  return wiping;
}

/** Whether a disk carries nothing but what a `zpool create` of that pool writes. */
function isLeftOf({ device }: Disk, pool: string): boolean {
  if (device === undefined) return false;
  const own = (fstype: string | undefined, label: string | undefined) =>
    fstype === undefined || (fstype === 'zfs_member' && (label === undefined || label === pool));
  return allOf(device).every(
    ({ fstype, label, signatures }) =>
      own(fstype, label) &&
      signatures.every((name) => ['gpt', 'PMBR', 'zfs_member'].includes(name)),
  );
}

/** How a device, or something on it, is in use; undefined when nothing is. */
function useOf(device: BlockDevice, members: Known['members']): string | undefined {
  for (const one of allOf(device)) {
    const pool = members.get(one.path);
    if (pool !== undefined) return `${one.path} belongs to the pool ${pool}, which is imported`;
    const [at] = one.mountpoints;
    if (at === '[SWAP]') return `${one.path} is in use as swap`;
    if (at === '/' || at?.startsWith('/boot'))
      return `${one.path} is what this host runs from (${at})`;
    if (at !== undefined) return `${one.path} is mounted at ${at}`;
    if (one.fstype === 'swap') return `${one.path} is swap space, which may be in use at any time`;
    if (!['disk', 'part', 'loop', 'mpath', 'rom'].includes(one.type))
      return `${one.path} (${one.type}) is active on it`;
  }
  return undefined;
}

/** What a disk carries, in words; undefined for one that is blank. */
function contentOf({ device }: Disk): string | undefined {
  if (device === undefined) return undefined;
  const own = new Set(device.signatures.filter((name) => name !== 'PMBR'));
  if (device.fstype !== undefined) own.add(device.fstype);
  if (device.tableType !== undefined) own.add(device.tableType);
  const table = [...own].map((name) => nameOf(name, device.label));
  const parts = device.children.map(({ path, fstype, label }) =>
    fstype === undefined ? path : `${path} with ${nameOf(fstype, label)}`,
  );
  const all = [...table, ...parts];
  return all.length === 0 ? undefined : all.join(', ');
}

const NAMES = new Map([
  ['gpt', 'a partition table (gpt)'],
  ['dos', 'a partition table (dos)'],
  ['zfs_member', 'part of a ZFS pool'],
  ['LVM2_member', 'an LVM physical volume'],
  ['linux_raid_member', 'part of a Linux RAID'],
  ['crypto_LUKS', 'an encrypted volume (LUKS)'],
]);

function nameOf(fstype: string, label: string | undefined): string {
  const name = NAMES.get(fstype) ?? `a file system (${fstype})`;
  return label === undefined || fstype === 'gpt' || fstype === 'dos' ? name : `${name} "${label}"`;
}
