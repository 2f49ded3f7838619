import type { BlockDevice } from './device.ts';
import { makeNodes } from './nodes.ts';

/** The devices with one more on top of a device: an array `md127`, or a mapping of any other name. */
export function hold(
  device: BlockDevice,
  holder: string,
  all: readonly BlockDevice[],
): BlockDevice[] {
  const isArray = /^md\d+$/.test(holder);
  const isLvm = device.signatures.some(({ type }) => type === 'LVM2_member');
  const mapped = all.filter(({ name }) => /^dm-\d+$/.test(name)).length;
  const top: BlockDevice = {
    name: isArray ? holder : `dm-${mapped}`,
    kind: isArray ? 'raid1' : isLvm ? 'lvm' : 'crypt',
    parent: device.name,
    size: device.size,
    rotational: device.rotational,
    links: isArray ? [] : [`/dev/mapper/${holder}`],
    signatures: [],
    mounted: [],
    swap: false,
  };
  makeNodes(top);
  return [...all, top];
}
