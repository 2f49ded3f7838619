import { randomBytes } from 'node:crypto';
import { readText, writeText } from '../../state/files.ts';
import { sandboxState } from '../../state/paths.ts';

/** A disk or partition in a pool. */
export interface Leaf {
  /** The path that the pool knows it by: of the partition, where ZFS was given a whole disk. */
  path: string;
  /** The kernel's name of the partition. */
  device: string;
  wholeDisk: boolean;
  guid: string;
}

/** A top-level vdev: one disk, or several put together. */
export interface Vdev {
  /** `disk`, `mirror`, `raidz1` to `raidz3`. */
  type: string;
  guid: string;
  leaves: Leaf[];
}

/** A filesystem, volume or snapshot. */
export interface Dataset {
  /** The whole name, from the pool's on. */
  name: string;
  type: 'filesystem' | 'volume' | 'snapshot';
  guid: string;
  /** Seconds since 1970. */
  created: number;
  /** What was set on it, normalised: numbers in bytes. */
  properties: Record<string, string>;
  mounted: boolean;
  /** Proxmox made it: it is there as long as that volume is, and has its size. */
  ofGuest?: boolean;
}

/** A pool: one of the host, or one that lies exported on its disks. */
export interface Pool {
  name: string;
  guid: string;
  imported: boolean;
  /** Last used by another host that did not export it. */
  foreign?: boolean;
  created: number;
  altroot?: string;
  vdevs: Vdev[];
  /** What was set of the pool's own properties. */
  properties: Record<string, string>;
  datasets: Dataset[];
}

const path = `${sandboxState}/zfs.json`;

/** Every pool, also those that are not imported. */
export function allPools(): Pool[] {
  const text = readText(path);
  return text === undefined ? [] : (JSON.parse(text) as Pool[]);
}

/** The pools that the host has imported, by name. */
export const pools = (): Pool[] =>
  allPools()
    .filter(({ imported }) => imported)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** The imported pool of that name. */
export const pool = (name: string): Pool | undefined => pools().find((one) => one.name === name);

/** The pool, imported or not, that a device is part of. */
export const poolOn = (device: string): Pool | undefined =>
  allPools().find((one) => leavesOf(one).some((leaf) => leaf.device === device));

/** All disks of a pool. */
export const leavesOf = ({ vdevs }: Pool): Leaf[] => vdevs.flatMap(({ leaves }) => leaves);

/** Writes a pool in place of the one with its guid. Changes happen under `locked`. */
export function savePool(changed: Pool): void {
  const others = allPools().filter(({ guid }) => guid !== changed.guid);
  write([...others, changed]);
}

/** Forgets a pool. */
export function forgetPool(guid: string): void {
  write(allPools().filter((one) => one.guid !== guid));
}

/** Forgets pools that are not imported and have a disk that is none of these members any more. */
export function forgetLostPools(members: ReadonlySet<string>): void {
  const isWhole = (one: Pool) => leavesOf(one).every(({ device }) => members.has(device));
  const all = allPools();
  const kept = all.filter((one) => one.imported || isWhole(one));
  if (kept.length < all.length) write(kept);
}

function write(all: readonly Pool[]): void {
  writeText(path, `${JSON.stringify(all, null, 1)}\n`);
}

/** A number as ZFS names pools, disks and datasets by. */
export const newGuid = (): string => (randomBytes(8).readBigUInt64BE() | 1n).toString();

/** Seconds since 1970. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** A filesystem, or what else, that has just been made. */
export function newDataset(
  name: string,
  properties: Record<string, string> = {},
  type: Dataset['type'] = 'filesystem',
): Dataset {
  return { name, type, guid: newGuid(), created: now(), properties, mounted: false };
}
