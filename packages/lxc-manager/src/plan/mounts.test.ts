import { expect, it } from 'vitest';
import { aGuest } from './fixtures.ts';
import { mountChanges, rootGrowth } from './mounts.ts';
import { conversionObstacle, snapshotObstacle } from './snapshots.ts';

const keys = (pairs: Record<string, string>) => new Map(Object.entries(pairs));

const volume = { volumes: [{ name: 'a', pool: 'data', size_gb: 5, mount_point: '/a' }] };
const bind = { mount_points: [{ host_path: '/srv/a', container_path: '/a' }] };
const readOnly = { mount_points: [{ host_path: '/srv/a', container_path: '/a', read_only: true }] };

it.each<[Parameters<typeof aGuest>[1], string, object]>([
  [volume, 'data:x,mp=/a,size=5G', {}],
  [volume, 'data:x,mp=/a,size=4G', { growth: [{ key: 'mp3', from: '4G', to: 5 }] }],
  [volume, 'data:x,mp=/a', { growth: [{ key: 'mp3', from: '0', to: 5 }] }],
  [
    volume,
    'data:x,mp=/a,size=6G',
    { notes: ['mp3 of 950 is 6G, declared 5G: Proxmox cannot shrink it'] },
  ],
  [volume, 'data:7,mp=/a', {}],
  [volume, 'data:0.5,mp=/a', {}],
  [volume, 'data:7x,mp=/a', { growth: [{ key: 'mp3', from: '0', to: 5 }] }],
  [
    volume,
    'database:x,mp=/a,size=5G',
    {
      notes: [
        'mp3 of 950 holds /a as database:x,mp=/a,size=5G: left as it is, because changing it would lose its data',
      ],
    },
  ],
  [bind, '/srv/a,mp=/a', {}],
  [bind, '/srv/a,mp=/a,ro=0', {}],
  [readOnly, '/srv/a,mp=/a,ro=1', {}],
  [
    bind,
    '/srv/a,mp=/a,ro=1',
    { changes: [{ key: 'mp3', from: '/srv/a,mp=/a,ro=1', to: '/srv/a,mp=/a' }] },
  ],
  [
    readOnly,
    '/srv/a,mp=/a',
    { changes: [{ key: 'mp3', from: '/srv/a,mp=/a', to: '/srv/a,mp=/a,ro=1' }] },
  ],
  [bind, '/srv/b,mp=/a', { changes: [{ key: 'mp3', from: '/srv/b,mp=/a', to: '/srv/a,mp=/a' }] }],
  [
    bind,
    'data:x,mp=/a,size=5G',
    {
      notes: [
        'mp3 of 950 holds /a as data:x,mp=/a,size=5G: left as it is, because changing it would lose its data',
      ],
    },
  ],
])('a mount %j where there is %s', (guest, mp3, expected) => {
  const found = mountChanges(
    aGuest(950, guest),
    keys({ mp3, xmp4: 'a:b,mp=/c', mp5x: 'a:b,mp=/d' }),
  );
  expect(found).toEqual({ changes: [], growth: [], notes: [], ...expected });
});

it('a volume that is missed, and unused ones that may be it', () => {
  const guest = aGuest(950, {
    volumes: [{ name: 'n', pool: 'data', size_gb: 10, mount_point: '/new' }],
  });
  const current = keys({
    unused0: 'guests:x',
    unused1: 'data:subvol-950-disk-0',
    unused12: 'data:subvol-950-disk-1',
    xunused2: 'data:a',
    unused2x: 'data:b',
  });
  expect(mountChanges(guest, current).notes).toEqual([
    '/new of 950 gets a new volume; if its data is on unused1 (data:subvol-950-disk-0), type pct set 950 --mp0 data:subvol-950-disk-0,mp=/new',
    '/new of 950 gets a new volume; if its data is on unused12 (data:subvol-950-disk-1), type pct set 950 --mp0 data:subvol-950-disk-1,mp=/new',
  ]);
});

it.each<[string, object]>([
  ['data:x,mp=/a,size=5G', { changes: [{ key: 'mp0', from: undefined, to: 'data:x,mp=/a' }] }],
  [
    'data:x,mp=/a,backup=1,size=4G',
    {
      changes: [{ key: 'mp0', from: undefined, to: 'data:x,mp=/a,backup=1' }],
      growth: [{ key: 'mp0', from: '4G', to: 5 }],
    },
  ],
  ['data:5,mp=/a', { changes: [{ key: 'mp0', from: undefined, to: 'data:5,mp=/a' }] }],
  ['guests:x,mp=/a,size=5G', { changes: [{ key: 'mp0', from: undefined, to: 'data:5,mp=/a' }] }],
  ['data:x,mp=/b,size=5G', { changes: [{ key: 'mp0', from: undefined, to: 'data:5,mp=/a' }] }],
])('a volume that was mounted as %s before the way back', (mp12, expected) => {
  const was = keys({ mp12, xmp0: 'data:y,mp=/a', mp0x: 'data:z,mp=/a' });
  expect(mountChanges(aGuest(950, volume), keys({}), was)).toEqual({
    changes: [],
    growth: [],
    notes: [],
    ...expected,
  });
});

it('a mount beyond the tenth is known by its path as any other', () => {
  const current = keys({ mp12: 'data:x,mp=/a,size=5G', mp13: 'data:y,mp=/b' });
  expect(mountChanges(aGuest(950, volume), current)).toEqual({
    changes: [],
    growth: [],
    notes: [
      'mp13 of 950 (/b) is not declared: left as it is; to take it away, type pct set 950 --delete mp13',
    ],
  });
});

it('a key that is no mount holds none, whatever it says', () => {
  const current = keys({ xmp4: 'data:x,mp=/a', mp5x: 'data:x,mp=/a', tags: 'data:x,mp=/a' });
  expect(mountChanges(aGuest(950, volume), current)).toMatchObject({
    changes: [{ key: 'mp0', from: undefined, to: 'data:5,mp=/a' }],
  });
});

it.each<[string | undefined, object]>([
  [undefined, {}],
  ['guests:x,size=8G', {}],
  ['guests:x,size=7G', { growth: [{ key: 'rootfs', from: '7G', to: 8 }] }],
  ['guests:x', { growth: [{ key: 'rootfs', from: '0', to: 8 }] }],
  [
    'guests:x,size=9G',
    { notes: ['the root disk of 950 is 9G, declared 8G: Proxmox cannot shrink it'] },
  ],
  [
    'data:x,size=8G',
    {
      notes: [
        'the root disk of 950 is on data, declared guests: to move it, type pct move-volume 950 rootfs guests',
      ],
    },
  ],
])('a root disk %s', (rootfs, expected) => {
  const current = keys(rootfs === undefined ? {} : { rootfs });
  expect(rootGrowth(aGuest(950), current)).toEqual({ growth: [], notes: [], ...expected });
});

it.each<[Record<string, string>, string | undefined, string | undefined]>([
  [{ rootfs: 'guests:x,size=1G', mp0: 'guests:y,mp=/a' }, undefined, undefined],
  [{ mp10: '/srv/a,mp=/a' }, 'mp10 (/srv/a) is a bind mount', 'mp10 (/srv/a) is a bind mount'],
  [{ xmp0: '/srv/a,mp=/a', mp0x: '/srv/b', dev0: '/dev/a' }, undefined, undefined],
  [{ rootfs: 'away:x' }, undefined, undefined],
])('obstacles of %j', (conf, snapshot, conversion) => {
  expect(snapshotObstacle(keys(conf), new Map())).toBe(snapshot);
  expect(conversionObstacle(keys(conf))).toBe(conversion);
});
