import type { BlockDevice } from '../disks/device.ts';
import { allPools, newDataset, newGuid, now, savePool } from './pools.ts';

/** Makes a device a disk of a pool that another host has exported; more disks make it wider. */
export function leaveExported(name: string, path: string, device: BlockDevice): void {
  const known = allPools().find((one) => one.name === name && !one.imported);
  const leaf = { path, device: device.name, wholeDisk: false, guid: newGuid() };
  const vdev = { type: 'disk', guid: newGuid(), leaves: [leaf] };
  savePool({
    name,
    guid: known?.guid ?? newGuid(),
    imported: false,
    created: now(),
    vdevs: [...(known?.vdevs ?? []), vdev],
    properties: {},
    datasets: known?.datasets ?? [newDataset(name)],
  });
}
