import { exists } from '../../state/files.ts';
import { isBusy } from '../disks/busy.ts';
import {
  type BlockDevice,
  childrenOf,
  contentOf,
  devices,
  partitionName,
  tableOf,
} from '../disks/device.ts';
import { deviceAt, resolved } from '../disks/nodes.ts';
import { Failure } from '../failure.ts';
import { poolOn } from './pools.ts';
import type { VdevSpec } from './vdev-spec.ts';

/** A disk that a command line names: how, and which it is. */
export interface Chosen {
  path: string;
  device: BlockDevice;
}

/** A vdev to be made, with the disks found. */
export interface ChosenVdev {
  type: string;
  disks: Chosen[];
}

const sizeFuzz = 16 * 2 ** 20;

/**
 * Finds the disks of vdevs and looks whether they may be used, as zpool does before it writes.
 * @throws Refusal in the words of zpool
 */
export function checkedVdevs(specs: readonly VdevSpec[], force: boolean): ChosenVdev[] {
  const vdevs = specs.map(({ type, paths }) => ({ type, disks: paths.map(found) }));
  const errors = [
    ...vdevs.flatMap(({ disks }) => disks.flatMap((disk) => usedFor(disk, force))),
    ...(force ? [] : replicationErrors(vdevs)),
  ];
  if (errors.length > 0) {
    const how = force
      ? 'the following errors must be manually repaired:'
      : "use '-f' to override the following errors:";
    throw new Failure(['invalid vdev specification', how, ...errors].join('\n'));
  }
  refuseTwice(vdevs.flatMap(({ disks }) => disks));
  return vdevs;
}

function found(word: string): Chosen {
  const path = word.startsWith('/') ? word : shorthand(word);
  if (path === undefined) {
    throw new Failure(
      `cannot open '${word}': no such device in /dev\nmust be a full path or shorthand device name`,
    );
  }
  if (resolved(path) === undefined) throw new Failure(`cannot resolve path '${path}'`);
  const device = deviceAt(path);
  if (device === undefined) {
    throw new Failure(`cannot use '${path}': must be a block device or regular file`);
  }
  return { path, device };
}

const shorthand = (word: string): string | undefined =>
  ['/dev', '/dev/disk/by-vdev', '/dev/mapper', '/dev/disk/by-id']
    .map((directory) => `${directory}/${word}`)
    .find(exists);

/** What speaks against a disk. @throws Refusal for one that somebody has open */
function usedFor({ path, device }: Chosen, force: boolean): string[] {
  const all = devices();
  if (isBusy(device, all) && device.kind === 'disk') {
    const type = contentOf(device)?.type ?? 'unknown';
    throw new Failure(`${path} is in use and contains a ${type} filesystem.`);
  }
  if (device.kind === 'disk' && tableOf(device) === 'gpt') {
    for (const part of childrenOf(device.name, all)) {
      const [error] = contentErrors(partPath(path, part), part, force);
      if (error !== undefined) return [error];
    }
    return [];
  }
  if (isBusy(device, all) && poolOn(device.name) === undefined) {
    throw new Failure(`cannot open '${path}': Device or resource busy`);
  }
  return contentErrors(path, device, force);
}

const partPath = (path: string, part: BlockDevice): string => {
  const number = part.partition?.number ?? 1;
  return path.startsWith('/dev/disk/') ? `${path}-part${number}` : partitionName(path, number);
};

function contentErrors(path: string, device: BlockDevice, force: boolean): string[] {
  const content = contentOf(device);
  if (content === undefined) return [];
  if (content.type !== 'zfs_member') {
    return force ? [] : [`${path} contains a filesystem of type '${content.type}'`];
  }
  const member = poolOn(device.name);
  if (force && member?.imported !== true) return [];
  const state =
    member === undefined || member.foreign === true
      ? 'potentially active'
      : member.imported
        ? 'active'
        : 'exported';
  return [`${path} is part of ${state} pool '${member?.name ?? content.label ?? 'unknown'}'`];
}

function replicationErrors(vdevs: readonly ChosenVdev[]): string[] {
  const [first] = vdevs;
  const other = vdevs.find(({ type }) => type !== first?.type);
  if (first !== undefined && other !== undefined) {
    return [
      `mismatched replication level: both ${kindOf(first)} and ${kindOf(other)} vdevs are present`,
    ];
  }
  for (const { type, disks } of vdevs) {
    const sizes = disks.map(({ device }) => device.size);
    if (Math.max(...sizes) - Math.min(...sizes) > sizeFuzz) {
      return [`${type.replace(/\d$/, '')} contains devices of different sizes`];
    }
  }
  const wide = vdevs.find(({ disks }) => disks.length !== first?.disks.length);
  if (first === undefined || wide === undefined) return [];
  const kind = kindOf(first);
  return [
    `mismatched replication level: both ${first.disks.length}-way and ${wide.disks.length}-way ${kind} vdevs are present`,
  ];
}

const kindOf = ({ type }: ChosenVdev): string => type.replace(/^(raidz)\d$/, '$1');

function refuseTwice(disks: readonly Chosen[]): void {
  const names = disks.map(({ device }) => device.name);
  const twice = disks.find(({ device }, at) => names.indexOf(device.name) !== at);
  if (twice === undefined) return;
  throw new Failure(`invalid vdev specification: device ${twice.path} is given more than once`);
}
