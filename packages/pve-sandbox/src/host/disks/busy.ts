import { poolOn } from '../zfs/pools.ts';
import { type BlockDevice, childrenOf } from './device.ts';

/** Whether the kernel refuses to open a device alone: it, or what lies on it, is in use. */
export function isBusy(device: BlockDevice, all: readonly BlockDevice[]): boolean {
  if (device.mounted.length > 0 || device.swap) return true;
  if (poolOn(device.name)?.imported === true) return true;
  return childrenOf(device.name, all).some((child) => child.kind !== 'part' || isBusy(child, all));
}
