import type { VmGuest } from '@phoenix/shared-config';
import { describe, expect, it } from 'vitest';
import { cloneFromSource } from './define.ts';
import { aClone, anInput, aVm } from './fixtures.ts';

const source = aVm(8000);

interface Origin {
  keys: Readonly<Record<string, string>>;
  guest?: VmGuest;
  running?: boolean;
  snapshot?: string;
}

/** The plan of a clone of a VM with these settings. */
function cloned(guest: VmGuest, { keys, guest: from = source, running = false, snapshot }: Origin) {
  return cloneFromSource(anInput({ guests: [guest, from] }), {
    guest: from,
    conf: { keys: new Map(Object.entries(keys)), raw: [] },
    running,
    ...(snapshot === undefined ? {} : { snapshot }),
  });
}
const messages = (...given: Parameters<typeof cloned>) =>
  cloned(...given).problems?.map(({ message }) => message);
const keysOf = (...given: Parameters<typeof cloned>) =>
  Object.fromEntries(cloned(...given).after.keys);

const DISK = { scsi0: 'guests:vm-8000-disk-0,discard=on,size=20G', boot: 'order=scsi0' };

describe('what a clone has of its source', () => {
  it.each([
    'lock',
    'parent',
    'snaptime',
    'snapstate',
    'template',
    'vmstate',
    'runningcpu',
    'runningmachine',
    'unused0',
    'unused12',
  ])('not %s, which says what that is at the moment', (key) => {
    expect(keysOf(aClone(8001, 8000), { keys: { ...DISK, [key]: '1' } })).not.toHaveProperty(key);
  });

  it.each(['hotplug', 'xlock', 'parents', 'templates', 'unused', 'running'])(
    '%s, which is a setting as any other',
    (key) => {
      expect(keysOf(aClone(8001, 8000), { keys: { ...DISK, [key]: 'x' } })).toHaveProperty(
        key,
        'x',
      );
    },
  );

  it('cards with another address each', () => {
    const keys = {
      ...DISK,
      net1: 'e1000=BC:24:11:00:00:01,bridge=vmbr1',
      net10: 'virtio=BC:24:11:00:00:02,bridge=vmbr2,tag=5',
      tags: 'net1=e1000=BC:24:11:00:00:01',
    };
    expect(keysOf(aClone(8001, 8000), { keys })).toMatchObject({
      net1: 'e1000,bridge=vmbr1',
      net10: 'virtio,bridge=vmbr2,tag=5',
      tags: 'net1=e1000=BC:24:11:00:00:01',
    });
  });

  it('disks of its own on its storage, and a CD as it is', () => {
    const keys = {
      ...DISK,
      virtio1: 'thick:vm-8000-disk-1',
      sata12: 'thick:vm-8000-disk-2,size=1G',
      ide1: 'local:iso/debian.iso,media=cdrom',
      ide2: 'guests:vm-8000-cloudinit,media=cdrom',
      efidisk1: 'none',
    };
    expect(keysOf(aClone(8001, 8000), { keys })).toMatchObject({
      scsi0: 'guests:vm-8001-disk-0,discard=on,size=20G',
      virtio1: 'guests:vm-8001-disk-1',
      sata12: 'guests:vm-8001-disk-12,size=1G',
      ide1: 'local:iso/debian.iso,media=cdrom',
      ide2: 'guests:vm-8001-cloudinit,media=cdrom',
      efidisk1: 'none',
    });
  });

  it('files of a format that takes snapshots, in a directory of its own, where a storage keeps files', () => {
    const keys = { ...DISK, ide2: 'guests:vm-8000-cloudinit,media=cdrom' };
    expect(keysOf(aClone(8001, 8000, { storage_pool: 'files' }), { keys })).toMatchObject({
      scsi0: 'files:8001/vm-8001-disk-0.qcow2,discard=on,size=20G',
      ide2: 'files:8001/vm-8001-cloudinit.qcow2,media=cdrom',
    });
  });
});

describe('a clone', () => {
  it('of a running VM starts as if its power had been cut, but not from a snapshot', () => {
    const note = '8000 is cloned while it runs: 8001 starts as if its power had been cut';
    const notes = (rest: Partial<Origin>) =>
      cloned(aClone(8001, 8000), { keys: DISK, ...rest }).notes;
    expect(notes({ running: true })).toEqual([note]);
    expect(notes({ running: true, snapshot: 'base' })).toEqual([]);
    expect(notes({})).toEqual([]);
  });

  it('has nothing read back of a disk that there is not', () => {
    const [clone] = cloned(aClone(8001, 8000), { keys: { cores: '1' } }).operations;
    expect(clone?.expect?.map((one) => ('key' in one ? one.key : ''))).toEqual(['lock', 'name']);
  });
});

describe('a linked clone', () => {
  const linked = (storage_pool = 'guests') =>
    aClone(8001, 8000, { linked_clone: true, storage_pool });
  const none = 'cannot make 8001 a linked clone of 8000: 8000 is no template';

  it('is one of a template, declared or in Proxmox', () => {
    const template = { ...DISK, template: '1' };
    expect(messages(linked(), { keys: DISK })).toEqual([none]);
    expect(messages(linked(), { keys: { ...DISK, template: '0' } })).toEqual([none]);
    expect(messages(linked(), { keys: template })).toEqual([]);
    const declared = aVm(8000, { is_template: true });
    expect(messages(linked(), { keys: DISK, guest: declared })).toEqual([]);
    expect(messages(aClone(8001, 8000), { keys: DISK })).toEqual([]);
  });

  it('lies where its template lies, and a template without a disk anywhere', () => {
    const elsewhere =
      'cannot make 8001 a linked clone of 8000 on thick: the disk of 8000 is on guests';
    expect(messages(linked('thick'), { keys: { ...DISK, template: '1' } })).toEqual([elsewhere]);
    expect(messages(linked('thick'), { keys: { template: '1' } })).toEqual([]);
  });

  it('has the disks of its template', () => {
    expect(keysOf(linked(), { keys: { ...DISK, template: '1' } })).toMatchObject({
      scsi0: DISK.scsi0,
      name: 'vm-8001',
    });
  });
});
