import { describe, expect, test } from 'vitest';
import { fakeHost } from '../../host/fake-host.ts';
import { beginAllocating } from '../../journal/allocating.ts';
import { noteCommand } from '../../journal/command.ts';
import type { NewVolume } from '../../pve/volumes.ts';
import { CONTAINERS, type Kind, VMS } from '../kind.ts';
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
  return leftVolumes(hostWith(one), one.kind ?? CONTAINERS, 950);
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
    expect(await left({ there })).toEqual(['guests:a']);
    const volumes = [OURS, { storage: 'other', bytes: 7 * GIB }];
    expect(await left({ volumes, there })).toEqual(['guests:a', 'other:d']);
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
    expect(await leftVolumes(host, CONTAINERS, 950)).toEqual(['guests:a']);
  });

  test.each([
    '{}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{}],"before":[]}',
    '{"kind":"lxc","id":950,"argv":[],"since":"","volumes":[{"storage":"guests","bytes":"5"}],"before":[]}',
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
