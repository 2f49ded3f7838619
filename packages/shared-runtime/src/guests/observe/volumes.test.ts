import { describe, expect, test } from 'vitest';
import { fakeHost } from '../../host/fake-host.ts';
import { beginAllocating } from '../../journal/allocating.ts';
import { noteCommand } from '../../journal/command.ts';
import type { NewVolume } from '../../pve/volumes.ts';
import { CONTAINERS, type Kind, VMS } from '../kind.ts';
import type { LeftVolumes } from '../observed.ts';
import { leftVolumes, volumesOf } from './volumes.ts';

const GIB = 2 ** 30;
const OURS: NewVolume = { storage: 'guests', bytes: 5 * GIB };
const listing = (...rows: [volid: string, bytes: number][]) =>
  [
    'Volid Format Type Size VMID',
    ...rows.map(([id, bytes]) => `${id} raw rootdir ${bytes} 950`),
  ].join('\n');

interface Case {
  kind?: Kind;
  conf?: string;
  volumes?: NewVolume[];
  before?: string[];
  there: [volid: string, bytes: number][];
}

function hostWith({ kind = CONTAINERS, conf = '', volumes = [OURS], before = [], there }: Case) {
  const host = fakeHost({ files: { [kind.conf(950)]: conf } });
  host.on('pvesm list guests', listing(...there.filter(([id]) => id.startsWith('guests:'))));
  host.on('pvesm list other', listing(...there.filter(([id]) => id.startsWith('other:'))));
  beginAllocating(host, { kind: kind.name, id: 950, argv: ['pct', 'set', '950'], volumes, before });
  return host;
}

async function left(one: Case) {
  return idsOf(await leftVolumes(hostWith(one), one.kind ?? CONTAINERS, 950));
}

function idsOf(volumes: LeftVolumes) {
  return 'silent' in volumes ? volumes : volumes.map(({ volid }) => volid);
}

describe('volumes that a killed command was making', () => {
  test('one that came since, in the size that was asked for', async () => {
    expect(await left({ there: [['guests:a', 5 * GIB]] })).toEqual(['guests:a']);
    expect(await left({ there: [['guests:a', 6 * GIB]] })).toEqual([]);
    expect(await left({ there: [] })).toEqual([]);
  });

  test('not one that was there before', async () => {
    const there: Case['there'] = [
      ['guests:a', 5 * GIB],
      ['guests:b', 5 * GIB],
    ];
    expect(await left({ before: ['guests:a'], there })).toEqual(['guests:b']);
  });

  test('no more of them than were asked for, and on their storage', async () => {
    const there: Case['there'] = [
      ['guests:a', 5 * GIB],
      ['guests:b', 5 * GIB],
      ['other:c', 5 * GIB],
      ['other:d', 7 * GIB],
    ];
    expect(await left({ there })).toEqual([]);
    expect(await left({ volumes: [OURS, OURS], there })).toEqual(['guests:a', 'guests:b']);
    const volumes = [OURS, { storage: 'other', bytes: 7 * GIB }];
    expect(await left({ volumes, there })).toEqual(['other:d']);
  });

  test('none where the one that was asked for has a name, and another has come', async () => {
    const there: Case['there'] = [
      ['guests:a', 5 * GIB],
      ['guests:b', 5 * GIB],
    ];
    expect(await left({ conf: 'mp0: guests:a,mp=/data,size=5G\n', there })).toEqual([]);
  });

  test.each([
    ['/etc/pve/lxc/920.conf', 'mp7: guests:a,mp=/rescued\n'],
    ['/etc/pve/qemu-server/8001.conf', 'scsi3: guests:a\n'],
    ['/etc/pve/nodes/other/lxc/920.conf', 'mp7: guests:a,mp=/rescued\n'],
    ['/etc/pve/lxc/950.conf', 'mp8: /pool/a,mp=/rescued\n'],
    ['/etc/pve/lxc/920.conf', 'mp8: /pool/a/below,mp=/rescued\n'],
    ['/etc/pve/lxc/950.conf', 'mp5: alias:a,mp=/precious\n'],
  ])('not one that any guest names in any way: %s, %s', async (path, text) => {
    const host = hostWith({ there: [['guests:a', 5 * GIB]] });
    const storages = ['guests', 'alias', 'far'].map((id) => `dir: ${id}\n\tpath /${id}\n`);
    host.files.set('/etc/pve/storage.cfg', storages.join(''));
    for (const id of ['guests', 'alias']) host.on(`pvesm path ${id}:a`, '/pool/a\n');
    host.on('pvesm path far:a', { exit: 2 });
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual([
      { volid: 'guests:a', names: ['guests:a', '/pool/a', 'alias:a'] },
    ]);
    host.files.set(path, text);
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual([]);
  });

  test.each([
    'mp0: guests:a,mp=/data,size=5G\n',
    'mp0: mp=/data,volume=guests:a\n',
    'unused0: guests:a\n',
    '[pve:pending]\nmp0: guests:a,mp=/data\n',
    '[before]\nmp0: guests:a,mp=/data\n',
    '[before]\nsnapstate: prepare\nmp0: guests:a,mp=/data\n',
  ])('not one that the conf file names: %j', async (conf) => {
    expect(await left({ conf, there: [['guests:a', 5 * GIB]] })).toEqual([]);
  });

  test('a name that only begins like another one', async () => {
    const conf = 'mp0: guests:vm-950-disk-11,mp=/data\n';
    const there: Case['there'] = [['guests:vm-950-disk-1', 5 * GIB]];
    expect(await left({ conf, there })).toEqual(['guests:vm-950-disk-1']);
  });

  test.each<[string, string[]]>([
    ['', ['guests:vm-950-cloudinit']],
    ['[old]\nide2: guests:vm-950-cloudinit,media=cdrom\n', ['guests:vm-950-cloudinit']],
    ['ide2: guests:vm-950-cloudinit,media=cdrom\n', []],
    ['[PENDING]\nide2: guests:vm-950-cloudinit,media=cdrom\n', []],
  ])('the drive of cloud-init, which snapshots know by the same name: %j', async (conf, wanted) => {
    const volumes = [{ storage: 'guests' }];
    const there: Case['there'] = [
      ['guests:vm-950-disk-3', 4 * 2 ** 20],
      ['guests:vm-950-cloudinit-backup', 7 * GIB],
      ['guests:vm-950-cloudinit', 4 * 2 ** 20],
    ];
    expect(await left({ kind: VMS, conf, volumes, there })).toEqual(wanted);
  });

  test('nothing is asked without a mark, and nothing found while the command is at work', async () => {
    const bare = fakeHost();
    expect(await leftVolumes(bare, CONTAINERS, 950)).toEqual([]);
    expect(bare.calls).toEqual([]);
    const host = hostWith({ there: [['guests:a', 5 * GIB]] });
    const stat = `77 (pct) S ${'0 '.repeat(18)}4711 0`;
    host.files.set('/proc/77/stat', stat);
    noteCommand(host, 950, { pid: 77, argv: ['pct', 'set', '950'] });
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual([]);
    host.files.delete('/proc/77/stat');
    expect(idsOf(await leftVolumes(host, CONTAINERS, 950))).toEqual(['guests:a']);
  });

  test.each([
    '{}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"guests","bytes":"5"}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"a\\u0000b","bytes":5}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"--help","bytes":5}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"","bytes":5}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"guests"}],"before":[5]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[null],"before":[]}',
    'nonsense',
  ])('a mark that cannot be understood says nothing: %s', async (mark) => {
    const host = hostWith({ there: [['guests:a', 5 * GIB]] });
    host.files.set('/var/log/phoenix/making/lxc-950.volumes.json', mark);
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual([]);
  });
});

test('what was left on a storage that does not tell is not known', async () => {
  const host = hostWith({ there: [['guests:a', 5 * GIB]] });
  host.on('pvesm list guests', { exit: 255 });
  expect(await leftVolumes(host, CONTAINERS, 950)).toEqual({ silent: 'guests' });
});

test('what a guest that is gone left is asked for as Proxmox calls it then', async () => {
  const host = hostWith({ there: [] });
  host.files.delete('/etc/pve/lxc/950.conf');
  host.on(
    'pvesm list guests --vmid 950 --content images',
    listing(['guests:subvol-950-disk-0', 5 * GIB]),
  );
  expect(idsOf(await leftVolumes(host, CONTAINERS, 950))).toEqual(['guests:subvol-950-disk-0']);
});

test.each([
  ['another one is there', 'dir: local\n\tpath /var/lib/vz\n', []],
  ['it is there', 'zfspool: guests\n\tpool rpool\n', { silent: 'guests' }],
  ['nobody can tell', undefined, { silent: 'guests' }],
])(
  'of a storage that was taken out of Proxmox nothing is left: %s',
  async (_, storages, wanted) => {
    const host = hostWith({ there: [] });
    host.on('pvesm list guests', { exit: 255 });
    if (storages !== undefined) host.files.set('/etc/pve/storage.cfg', storages);
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual(wanted);
  },
);

test('what lies on another storage is found all the same', async () => {
  const volumes = [OURS, { storage: 'other', bytes: 7 * GIB }];
  const host = hostWith({ volumes, there: [['other:c', 7 * GIB]] });
  host.on('pvesm list guests', { exit: 255 });
  host.files.set('/etc/pve/storage.cfg', 'dir: other\n\tpath /other\n');
  expect(idsOf(await leftVolumes(host, CONTAINERS, 950))).toEqual(['other:c']);
});

test('a storage that does not tell what it has', async () => {
  const host = fakeHost({ commands: { 'pvesm list other': { exit: 255 } } });
  host.on('pvesm list guests', listing(['guests:a', 1]));
  const both = ['guests', 'guests', 'other'];
  expect(await volumesOf(host, CONTAINERS, 950, both)).toEqual({ silent: 'other' });
  expect(await volumesOf(host, CONTAINERS, 950, ['guests', 'guests'])).toEqual([
    { volid: 'guests:a', bytes: 1 },
  ]);
  expect(host.calls.map((call) => ('argv' in call ? call.argv.join(' ') : ''))).toContain(
    'pvesm list guests --vmid 950 --content rootdir',
  );
});
