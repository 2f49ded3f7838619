import type { FileInfo } from '@phoenix/shared-runtime';
import { parseStorages } from '@phoenix/shared-runtime/pve';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { readListing } from './listing.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { planVolumes } from './volumes.ts';

const CFG =
  'zfspool: fast\n\tpool fast\n\ndir: files\n\tpath /srv/files\n\nzfspool: off\n\tdisable\n';
const HEAD = 'Volid Format  Type  Size VMID\n';

interface Case {
  volumes?: Record<string, { pool: string; size_gb: number }>;
  directories?: Record<string, { host_path: string; mounts: Record<number, string> }>;
  /** What `pvesm list` says by storage. */
  listed?: Record<string, string>;
  there?: Record<string, Partial<FileInfo>>;
}

/** Containers 950 and 951 are unprivileged, 960 is not. */
async function say({ volumes = {}, directories = {}, listed = {}, there = {} }: Case) {
  const shared_volumes = Object.fromEntries(
    Object.entries(directories).map(([name, { host_path, mounts }]) => [
      name,
      {
        host_path,
        mounts: Object.entries(mounts).map(([id, path]) => ({
          id: Number(id),
          container_path: path,
        })),
      },
    ]),
  );
  const guest = (id: number) => ({
    unprivileged: id !== 960,
    shared_mounts: Object.entries(directories)
      .filter(([, { mounts }]) => id in mounts)
      .map(([volume, { host_path }]) => ({ volume, host_path, container_path: '' })),
  });
  const datasets = [
    {
      name: 'new',
      pool: 'tank',
      properties: {},
      proxmox_storage_type: 'zfspool',
      proxmox_content_type: [],
    },
  ];
  const declaration = {
    config: {
      shared_volumes,
      shared_zfs_volumes: volumes,
      zfs: { pools: [], datasets },
      proxmox_storage_ids: {},
    },
    declared: { lxc: new Map([950, 951, 960].map((id) => [id, guest(id)])) },
  } as unknown as Parameters<typeof plan>[0];
  const host = fakeHost({ files: { '/etc/pve/storage.cfg': CFG } });
  for (const [id, text] of Object.entries(listed))
    host.on(
      `pvesm list ${id}`,
      text.startsWith('!') ? { exit: 2, stderr: text.slice(1) } : HEAD + text,
    );
  for (const [path, info] of Object.entries(there))
    host.directories.set(path, {
      kind: 'directory',
      uid: 0,
      gid: 0,
      mode: 0o755,
      size: 0,
      ...info,
    });
  const draft = plan(declaration, await observe(host, declaration));
  return [
    ...draftLines(draft),
    ...host.calls.map((call) => ('argv' in call ? call.argv.join(' ') : call.do)),
  ];
}

const ASKED = 'pvesm list fast --vmid 99999';
const data = { data: { pool: 'fast', size_gb: 10 } };

it.each<[string, Case, string[]]>([
  [
    'a volume that is not listed is made',
    { volumes: data },
    [
      'storage fast has no volume vm-99999-disk-data: pvesm alloc fast 99999 vm-99999-disk-data 10G',
      ASKED,
    ],
  ],
  [
    'one that is listed is left',
    { volumes: data, listed: { fast: 'fast:vm-99999-disk-data raw images 10737418240 99999\n' } },
    [ASKED],
  ],
  [
    'whatever size it has',
    { volumes: data, listed: { fast: 'fast:vm-99999-disk-data raw images 8589934592 99999\n' } },
    [
      '! shared volume fast:vm-99999-disk-data has 8 GiB, declared 10 GiB: a volume that exists is never resized',
      ASKED,
    ],
  ],
  [
    'volumes of files have an ending, and a directory',
    {
      volumes: { a: { pool: 'files', size_gb: 1 }, b: { pool: 'files', size_gb: 2 } },
      listed: { files: 'files:99999/vm-99999-disk-a.raw raw images 1073741824 99999\n' },
    },
    [
      'storage files has no volume vm-99999-disk-b.raw: pvesm alloc files 99999 vm-99999-disk-b.raw 2G',
      'pvesm list files --vmid 99999',
    ],
  ],
  [
    'a storage that the step storages makes before is not asked',
    { volumes: { data: { pool: 'tank-new', size_gb: 1 } } },
    [
      'storage tank-new has no volume vm-99999-disk-data: pvesm alloc tank-new 99999 vm-99999-disk-data 1G',
    ],
  ],
  [
    'one that nobody knows is refused',
    { volumes: { data: { pool: 'nowhere', size_gb: 1 } } },
    [
      '✖ cannot make shared volume data: there is no storage nowhere, and no dataset is declared that becomes it (pvesm status lists the storages; correct shared_zfs_volumes.data.pool)',
    ],
  ],
  [
    'one that is disabled too',
    { volumes: { data: { pool: 'off', size_gb: 1 } } },
    ['✖ cannot make shared volume data: storage off is disabled (type pvesm set off --disable 0)'],
  ],
  [
    'and one that does not answer',
    { volumes: data, listed: { fast: '!no such pool\nmore' } },
    [
      '✖ cannot make shared volume data: storage fast does not say what it holds: no such pool (see pvesm list fast)',
      ASKED,
    ],
  ],
  [
    'a name that would be none of a volume',
    { volumes: { 'a/b': { pool: 'nowhere', size_gb: 1 } } },
    [
      '✖ cannot make shared volume a/b: its name becomes part of that of a volume (take letters, digits, "_", "." and "-" for the name in shared_zfs_volumes)',
    ],
  ],
])('volumes: %s', async (_, given, expected) => {
  expect(await say(given)).toEqual(expected);
});

it.each<[string, Case, string[]]>([
  [
    'missing',
    { directories: { certs: { host_path: '/srv/certs', mounts: { 950: '/c' } } } },
    ['/srv/certs of shared volume certs is not there: /srv/certs'],
  ],
  [
    'there, with its own mode',
    {
      directories: { certs: { host_path: '/srv/certs', mounts: { 950: '/c' } } },
      there: { '/srv/certs': { mode: 0o777 } },
    },
    [],
  ],
  [
    'there, for others',
    {
      directories: {
        certs: { host_path: '/srv/certs', mounts: { 950: '/c', 951: '/c', 960: '/c' } },
      },
      there: { '/srv/certs': {} },
    },
    [
      '! /srv/certs belongs to 0:0, so that root of 950, 951 cannot write there: if it is to, type chown 100000:100000 /srv/certs',
    ],
  ],
  [
    'a file',
    {
      directories: { certs: { host_path: '/srv/certs', mounts: {} } },
      there: { '/srv/certs': { kind: 'file' } },
    },
    [
      '✖ cannot share certs: /srv/certs is no directory (see what it is (ls -ld /srv/certs), and move it away or declare another path)',
    ],
  ],
  [
    'there, for the root of the containers',
    {
      directories: { certs: { host_path: '/srv/certs', mounts: { 950: '/c', 951: '/c' } } },
      there: { '/srv/certs': { uid: 100000, gid: 100000 } },
    },
    [],
  ],
  [
    'there, for the root of the host, which is that of the container',
    {
      directories: { certs: { host_path: '/srv/certs', mounts: { 960: '/c' } } },
      there: { '/srv/certs': {} },
    },
    [],
  ],
  [
    'there, two of one container',
    {
      directories: {
        a: { host_path: '/srv/a', mounts: { 950: '/a' } },
        b: { host_path: '/srv/b', mounts: { 950: '/b', 951: '/b' } },
      },
      there: { '/srv/a': {}, '/srv/b': {} },
    },
    [
      '! /srv/a belongs to 0:0, so that root of 950 cannot write there: if it is to, type chown 100000:100000 /srv/a',
      '! /srv/b belongs to 0:0, so that root of 950, 951 cannot write there: if it is to, type chown 100000:100000 /srv/b',
    ],
  ],
  ['of ZFS', { directories: { certs: { host_path: '/tank/new', mounts: { 950: '/c' } } } }, []],
  [
    'the same twice',
    {
      directories: {
        a: { host_path: '/srv/a', mounts: { 950: '/c' } },
        b: { host_path: '/srv/a', mounts: { 951: '/c' } },
      },
    },
    ['/srv/a of shared volume a is not there: /srv/a'],
  ],
])('directories: %s', async (_, given, expected) => {
  expect(await say(given)).toEqual(expected);
});

it.each([
  [[950, 951], 100000],
  [[960], 0],
  [[950, 960], 100000],
  [[], 0],
])('a directory that %j mount is made for their root', (ids, owner) => {
  const guests = new Map(
    ids.map((id) => [
      id,
      {
        unprivileged: id !== 960,
        shared_mounts: [{ volume: 'a', host_path: '/srv/a', container_path: '/c' }],
      },
    ]),
  );
  const mounts = ids.map((id) => ({ id, container_path: '/c' }));
  const declaration = {
    config: {
      shared_volumes: { a: { host_path: '/srv/a', mounts } },
      shared_zfs_volumes: {},
      zfs: { pools: [], datasets: [] },
      proxmox_storage_ids: {},
    },
    declared: { lxc: guests },
  } as unknown as Parameters<typeof plan>[0];
  const facts = { places: new Map(), storages: new Map(), listings: new Map() };
  expect(plan(declaration, facts).operations[0]).toMatchObject({
    directory: { mode: 0o755, uid: owner, gid: owner },
  });
});

it('a listing without volumes is empty', () => {
  expect(readListing(HEAD)).toEqual({ sizes: new Map() });
});

it.each([
  ['dir', 'vm-99999-disk-data.raw'],
  ['nfs', 'vm-99999-disk-data.raw'],
  ['cifs', 'vm-99999-disk-data.raw'],
  ['cephfs', 'vm-99999-disk-data.raw'],
  ['glusterfs', 'vm-99999-disk-data.raw'],
  ['btrfs', 'vm-99999-disk-data.raw'],
  ['zfspool', 'vm-99999-disk-data'],
  ['lvmthin', 'vm-99999-disk-data'],
  ['rbd', 'vm-99999-disk-data'],
])('a volume on a storage of type %s is called %s', (type, volume) => {
  const config = {
    shared_zfs_volumes: { data: { pool: 'some', size_gb: 1 } },
    zfs: { pools: [], datasets: [] },
    proxmox_storage_ids: {},
  };
  const storages = parseStorages(`${type}: some\n\tcontent images\n`);
  const { operations } = planVolumes(config, { storages, listings: new Map() });
  expect(operations).toMatchObject([{ run: ['pvesm', 'alloc', 'some', '99999', volume, '1G'] }]);
});
