import { devices, partitionName, saveDevices } from '../disks/device.ts';
import { partition } from '../disks/partitions.ts';
import { signaturesOf } from '../disks/signatures.ts';
import type { Chosen, ChosenVdev } from './check-vdevs.ts';
import { type Leaf, newGuid, type Vdev } from './pools.ts';

const mebi = 2 ** 20;

/** Makes chosen disks those of a pool: a whole disk gets its two partitions, each member its label. */
export function writeLabels(pool: string, guid: string, vdevs: readonly ChosenVdev[]): Vdev[] {
  return vdevs.map(({ type, disks }) => ({
    type,
    guid: newGuid(),
    leaves: disks.map((disk) => member(pool, guid, disk)),
  }));
}

function member(pool: string, guid: string, { path, device }: Chosen): Leaf {
  const wholeDisk = device.kind === 'disk';
  const name = wholeDisk ? partitionName(device.name, 1) : device.name;
  if (wholeDisk) {
    const last = 8 * mebi;
    const size = Math.floor((device.size - 2 * mebi - last) / mebi) * mebi;
    const parts = [
      {
        number: 1,
        start: mebi,
        size,
        type: 'zfs' as const,
        label: `zfs-${newGuid().slice(0, 16)}`,
      },
      { number: 9, start: mebi + size, size: last, type: 'solarisReserved' as const },
    ];
    saveDevices(partition(device, parts, devices()));
  }
  const signatures = signaturesOf('zfs_member', pool, guid);
  saveDevices(devices().map((one) => (one.name === name ? { ...one, signatures } : one)));
  const known = wholeDisk
    ? path.startsWith('/dev/disk/')
      ? `${path}-part1`
      : partitionName(path, 1)
    : path;
  return { path: known, device: name, wholeDisk, guid: newGuid() };
}

/** Takes the labels of a pool from its members; the partitions stay, as they do on a real host. */
export function clearLabels(members: ReadonlySet<string>): void {
  saveDevices(
    devices().map((one) =>
      members.has(one.name)
        ? { ...one, signatures: one.signatures.filter(({ type }) => type !== 'zfs_member') }
        : one,
    ),
  );
}
