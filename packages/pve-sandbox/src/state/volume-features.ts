import type { Volume } from './volume-ids.ts';

/** Whether the volume can have snapshots while a container uses it. */
export function canSnapshot({ store, format, isBase }: Volume): boolean {
  switch (store.type) {
    case 'zfspool':
    case 'btrfs':
      return true;
    case 'lvmthin':
    case 'rbd':
      return !isBase;
    default:
      return format === 'qcow2';
  }
}

/** Whether a linked clone can grow from the volume. */
export function canLink({ store, format, isBase }: Volume): boolean {
  if (!isBase) return false;
  if (['zfspool', 'btrfs', 'lvmthin', 'rbd'].includes(store.type)) return true;
  return format === 'qcow2' || format === 'vmdk';
}

/** Whether the volume can become the base of a template. */
export function canBecomeBase({ store, format, isBase }: Volume): boolean {
  if (isBase || store.type === 'lvm') return false;
  if (['zfspool', 'btrfs', 'lvmthin', 'rbd'].includes(store.type)) return true;
  return format !== 'subvol';
}

/** Whether a linked clone of a virtual machine's disk can grow from the volume. */
export function canLinkDisk({ store, format, isBase }: Volume): boolean {
  if (!isBase || store.type === 'lvm') return false;
  return format !== 'subvol';
}
