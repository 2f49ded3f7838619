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

const bare = { id: 'x', content: new Set<string>(), disabled: false };
const nowhere = { path: undefined, pool: undefined, mountpoint: undefined };

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

  it.each([
    ['zfspool', { pool: 'p' }, 'subvol-1-disk-12', '/p/subvol-1-disk-12'],
    ['zfspool', { path: '/p' }, 'subvol-1-disk-0', undefined],
    ['btrfs', { path: '/p' }, '1/subvol-1.subvolx-disk-0.subvol', undefined],
    [
      'btrfs',
      { path: '/p' },
      'a.subvol/subvol-1-disk-0.subvol',
      '/p/images/a.subvol/subvol-1-disk-0',
    ],
    ['btrfs', { pool: 'p' }, '1/subvol-1-disk-0.subvol', undefined],
    ['dir', { path: '/p' }, '1/subvol-1-disk-0.subvol', '/p/images/1/subvol-1-disk-0.subvol'],
    ['dir', { pool: 'p' }, '1/subvol-1-disk-0.subvol', undefined],
    ['nfs', { path: '/p', pool: 'p' }, '1/subvol-1-disk-0', undefined],
    ['zfspool', { pool: 'p' }, 'xsubvol-1-disk-0', undefined],
    ['zfspool', { pool: 'p' }, 'subvol-1-disk-0x', undefined],
    ['zfspool', { pool: 'p' }, 'subvol-1-disk-0.subvolx', undefined],
  ])('%s %o has %s in %s', (type, where, volume, path) => {
    expect(volumeDirectory({ ...bare, ...nowhere, ...where, type }, volume)).toBe(path);
  });

  it('tells what takes snapshots of containers', () => {
    const types = ['dir', 'nfs', 'lvm', 'zfspool', 'zfs', 'lvmthin', 'btrfs', 'rbd'];
    const able = types.filter((type) => takesSnapshots({ ...bare, ...nowhere, type }));
    expect(able).toEqual(['zfspool', 'zfs', 'lvmthin', 'btrfs', 'rbd']);
  });
});

describe('a line of storage.cfg', () => {
  it('begins a storage when it has a type, a name and nothing else', () => {
    const text = 'dir: a\nZFS2:b  \ndir:   c\n dir: d\ndir: e f\nx-y: g\ndir:\n';
    const types = [...parseStorages(text).values()].map(({ type, id }) => `${type} ${id}`);
    expect(types).toEqual(['dir a', 'ZFS2 b', 'dir c']);
  });

  it('is a key of the storage before it when it is indented', () => {
    const text =
      '\tpath /lost\ndir: a\n\t  path  \t/a b \npool no\nx pool tank\n\tcontent vztmpl, iso\n';
    const storage = parseStorages(text).get('a');
    expect(storage).toMatchObject({ path: '/a b', pool: undefined, disabled: false });
    expect(storage?.content).toEqual(new Set(['vztmpl', 'iso']));
  });

  it('may be a key without a value', () => {
    expect(parseStorages('dir: a\n\tpath\n').get('a')?.path).toBe('');
  });
});
