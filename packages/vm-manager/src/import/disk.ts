import type { Unspeakable, Words } from '@phoenix/shared-runtime/guests';
import { parseProperties, parseSize } from '@phoenix/shared-runtime/pve';
import { bootDisk } from '../plan/disks.ts';
import type { Keys } from '../plan/types.ts';

const GIB = 2 ** 30;

/** The disk that a VM boots from: its key, and the template that a linked clone stands on. */
export interface Disk extends Words {
  readonly key: string;
  readonly source?: number;
}

/** The boot disk. Sizes are declared in whole GiB: the next one below, since no disk is ever shrunk. */
export function diskWords(keys: Keys): Disk | Unspeakable {
  const key = bootDisk(keys);
  const value = keys.get(key ?? '') ?? '';
  const { '': volume = '', size = '' } = parseProperties(value);
  const [storage_pool = '', name] = volume.split(':');
  const bytes = parseSize(size);
  if (key === undefined || name === undefined || bytes === undefined)
    return { cannot: 'it has no disk on a storage, of which the size is known' };
  const source = /^(?:\d+\/)?base-(\d+)-disk-\d+[^/]*\/./.exec(name)?.[1];
  return {
    key,
    ...(source === undefined ? {} : { source: Number(source) }),
    keys: { disk_size_gb: Math.max(1, Math.floor(bytes / GIB)), storage_pool },
    notes: bytes % GIB === 0 ? [] : [`no whole number of GiB: ${key}: ${value}`],
  };
}
