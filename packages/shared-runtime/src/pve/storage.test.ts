import { describe, expect, it } from 'vitest';
import { parseStorages, takesSnapshots, volumeDirectory } from './storage.ts';

const CFG = `dir: local
\tpath /var/lib/vz
\tcontent vztmpl,iso
\tprune-backups keep-all=1

zfspool: tank
\tpool tank/guests
\tsparse

zfspool: elsewhere
\tpool tank/other
\tmountpoint /mnt/other
\tdisable

btrfs: tree
\tpath /var/lib/pve/tree
`;

describe('storage.cfg', () => {
  const storages = parseStorages(CFG);
  const directory = (id: string, volume: string) => {
    const storage = storages.get(id);
    return storage && volumeDirectory(storage, volume);
  };

  it('is read with types, paths and contents', () => {
    expect([...storages.keys()]).toEqual(['local', 'tank', 'elsewhere', 'tree']);
    expect(storages.get('local')?.content).toEqual(new Set(['vztmpl', 'iso']));
    expect(storages.get('tank')?.content).toEqual(new Set(['images', 'rootdir']));
    expect(storages.get('elsewhere')?.disabled).toBe(true);
  });

  it('tells where the files of a subvolume are', () => {
    expect(directory('tank', 'subvol-101-disk-0')).toBe('/tank/guests/subvol-101-disk-0');
    expect(directory('elsewhere', 'subvol-101-disk-0')).toBe('/mnt/other/subvol-101-disk-0');
    expect(directory('tree', '101/subvol-101-disk-0.subvol')).toBe(
      '/var/lib/pve/tree/images/101/subvol-101-disk-0',
    );
    expect(directory('tank', 'vm-101-disk-0')).toBeUndefined();
    expect(directory('local', '101/vm-101-disk-0.raw')).toBeUndefined();
  });

  it('tells what takes snapshots of containers', () => {
    expect([...storages.values()].map(takesSnapshots)).toEqual([false, true, true, true]);
  });
});
