import { parseStorages } from '@phoenix/shared-runtime/pve';
import { describe, expect, it } from 'vitest';
import { aVm } from './fixtures.ts';
import { lifecycle, snapshotObstacle } from './snapshots.ts';

const storages = parseStorages(
  ['zfspool', 'zfs', 'lvmthin', 'rbd', 'btrfs', 'lvm', 'dir', 'nfs']
    .map((type) => `${type}: of-${type}\n`)
    .join('\n'),
);
const obstacle = (keys: Readonly<Record<string, string>>) =>
  snapshotObstacle(new Map(Object.entries(keys)), storages);

describe('a snapshot of a VM', () => {
  it.each(['zfspool', 'zfs', 'lvmthin', 'rbd', 'btrfs'])('is taken of any disk on %s', (type) => {
    expect(obstacle({ scsi0: `of-${type}:vm-1-disk-0,size=1G` })).toBeUndefined();
  });

  it.each(['lvm', 'dir', 'nfs'])('is taken of nothing but qcow2 files on %s', (type) => {
    expect(obstacle({ scsi0: `of-${type}:1/vm-1-disk-0.qcow2,size=1G` })).toBeUndefined();
    expect(obstacle({ scsi0: `of-${type}:1/vm-1-disk-0.raw,size=1G` })).toBe(
      `scsi0 (of-${type}:1/vm-1-disk-0.raw) is no qcow2 file, and storage of-${type} (${type}) takes snapshots of nothing else`,
    );
  });

  it('is taken of no template', () => {
    expect(obstacle({ template: '1' })).toBe('it is a Proxmox template');
    expect(obstacle({ template: '0' })).toBeUndefined();
  });

  it.each(['scsi0', 'efidisk0', 'tpmstate0', 'efidisk12'])('needs one of %s too', (key) => {
    expect(obstacle({ [key]: 'of-lvm:a' })).toContain(`${key} (of-lvm:a) is no qcow2 file`);
    expect(obstacle({ [key]: '/dev/sdz' })).toBe(`${key} (/dev/sdz) is a device of the host`);
  });

  it.each<Readonly<Record<string, string>>>([
    { ide2: 'of-dir:iso/debian.iso,media=cdrom' },
    { ide2: 'none,media=cdrom' },
    { unused0: 'of-lvm:a' },
    { xefidisk0: 'of-lvm:a' },
    { efidisk0x: 'of-lvm:a' },
    { scsi0: 'nowhere:a' },
  ])('needs none of what is no disk of its own: %j', (keys) => {
    expect(obstacle(keys)).toBeUndefined();
  });
});

describe('the snapshots of a VM', () => {
  const snapshots = { pre_features: 'bare', post_features: 'done' };
  it('are those that are named', () => {
    expect(lifecycle(aVm(1, { snapshots }))).toEqual({
      before: { name: 'bare', wanted: true },
      last: { name: 'done', wanted: true },
    });
    expect(lifecycle(aVm(1))).toMatchObject({ before: { wanted: false }, last: { wanted: false } });
  });

  it('are none of a Proxmox template', () => {
    const { before, last } = lifecycle(aVm(1, { snapshots, is_template: true }));
    expect([before.wanted, last.wanted]).toEqual([false, false]);
  });

  it('are not taken twice where clones start from one of them', () => {
    const both = aVm(1, { snapshots, template_snapshot_name: 'done' });
    expect(lifecycle(both)).toEqual({
      before: { name: 'bare', wanted: true },
      last: { name: 'done', wanted: false },
      template: 'done',
    });
  });
});
