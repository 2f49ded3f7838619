import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { draftLines } from '../../test-support/draft-lines.ts';
import { meaningOf } from './export.ts';
import { exportsText, parseEtab, parseExports } from './exports-file.ts';
import { FRAGMENT, type NfsFacts, observe } from './observe.ts';
import { plan } from './plan.ts';

const media = { path: '/srv/media', clients: ['10.0.0.0/24'], options: ['rw', 'no_subtree_check'] };
const inForce = { path: '/srv/media', client: '10.0.0.0/24', options: ['rw', 'sync'] };
const directory = { kind: 'directory', uid: 0, gid: 0, mode: 0o755, size: 0 } as const;
const done: NfsFacts = {
  own: exportsText([{ ...inForce, options: media.options }]),
  foreign: [],
  exported: [inForce],
  places: new Map([['/srv/media', directory]]),
  service: { enabled: true, active: true },
};
const pool = { name: 'tank', raid_level: 'single', disks: [] };
const zfs = {
  pools: [pool],
  datasets: [{ name: 'data', pool: 'tank', properties: {}, proxmox_content_type: [] }],
};
const say = (facts: Partial<NfsFacts>, exports = [media]) =>
  draftLines(plan({ config: { nfs: { exports }, zfs } }, { ...done, ...facts }));

const FROM_BARE = [
  '/srv/media is not there, and is to be exported: /srv/media',
  '/etc/exports.d/phoenix.exports is not there: /etc/exports.d/phoenix.exports',
  'nfs-server does not start with the host; nfs-server does not run: systemctl enable --now nfs-server',
  '/srv/media to 10.0.0.0/24 is not exported: exportfs -a',
];
const bare: NfsFacts = {
  own: undefined,
  foreign: [],
  exported: [],
  places: new Map(),
  service: { enabled: false, active: false },
};

it.each<[string, Partial<NfsFacts>, string[]]>([
  ['as declared', {}, []],
  ['nothing there', bare, FROM_BARE],
  [
    'taken back by hand',
    { exported: [] },
    ['/srv/media to 10.0.0.0/24 is not exported: exportfs -a'],
  ],
  [
    'exported otherwise',
    { exported: [{ ...inForce, options: ['ro', 'no_root_squash'] }] },
    ['/srv/media to 10.0.0.0/24 is exported ro no_root_squash -> rw: exportfs -a'],
  ],
  [
    'own file altered',
    { own: '/srv/media 10.0.0.0/24(ro)\n' },
    [`/srv/media to 10.0.0.0/24: ro -> rw,no_subtree_check: ${FRAGMENT}`],
  ],
  [
    'own file with a line more',
    { own: `${done.own}#\n` },
    [`${FRAGMENT} was altered: ${FRAGMENT}`],
  ],
  [
    'switched off',
    { service: { enabled: true, active: false } },
    ['nfs-server does not run: systemctl enable --now nfs-server'],
  ],
  [
    'no directory',
    { places: new Map([['/srv/media', { ...directory, kind: 'file' }]]) },
    [
      '✖ cannot export /srv/media: /srv/media is no directory (see what it is (ls -ld /srv/media), and move it away or declare another path)',
    ],
  ],
])('%s', (_, facts, expected) => {
  expect(say(facts)).toEqual(expected);
});

it('takes what is declared no more out of its own file, after it has taken back the export', () => {
  const old = { path: '/srv/old', client: 'fd00::1', options: ['ro'] };
  const byHand = { path: '/srv/hand', client: '*', options: ['ro'] };
  const left = { own: exportsText([...parseExports(done.own ?? ''), old]) };
  expect(say({ ...left, exported: [inForce, old, byHand] })).toEqual([
    '/srv/old to fd00::1 is exported, and declared no more: exportfs -u [fd00::1]:/srv/old',
    `/srv/old to fd00::1 is declared no more: ${FRAGMENT}`,
  ]);
  expect(say({ ...left, exported: [inForce] })).toEqual([
    `/srv/old to fd00::1 is declared no more: ${FRAGMENT}`,
  ]);
  expect(say({}, [])).toEqual([
    '/srv/media to 10.0.0.0/24 is exported, and declared no more: exportfs -u 10.0.0.0/24:/srv/media',
    `${FRAGMENT} holds nothing that is declared: rm -f ${FRAGMENT}`,
  ]);
});

it('defect 88: an export that /etc/exports has is left to it, or stands in the way', () => {
  const foreign = { ...inForce, file: '/etc/exports' };
  expect(say({ foreign: [foreign], own: undefined })).toEqual([
    '! /srv/media to 10.0.0.0/24 is exported by /etc/exports already, and left to it; to have Phoenix keep it, take it out there and type phoenix setup',
  ]);
  const [problem] = say({ foreign: [{ ...foreign, options: ['ro'] }], own: undefined });
  expect(problem).toMatch(
    /^✖ cannot export \/srv\/media to 10.0.0.0\/24 as declared: \/etc\/exports exports it with \(ro\)/,
  );
});

it.each([
  [{ ...media, clients: [] }, 'no client is declared, which would mean everybody'],
  [{ ...media, clients: ['-rw'] }, 'to -rw: that is no client'],
  [{ ...media, options: ['ro'] }, 'it is declared twice, with different options'],
])('what cannot be meant is refused: %j', (other, words) => {
  expect(say({}, [media, other]).find((line) => line.startsWith('✖'))).toContain(words);
});

it('a mountpoint of ZFS is not made, and what lies below one waits for it', () => {
  const at = (path: string) => ({ ...media, path });
  const { operations } = plan(
    { config: { nfs: { exports: ['/tank', '/tank/data', '/tank/data/a'].map(at) }, zfs } },
    done,
  );
  const made = operations.filter((one) => 'directory' in one);
  expect(made.map((one) => [one.write, one.when])).toEqual([
    ['/tank/data/a', [{ path: '/tank/data', exists: true }]],
  ]);
});

it('defect 77: a directory that is made has its usual mode, and one that is there keeps its own', () => {
  const { operations } = plan({ config: { nfs: { exports: [media] }, zfs } }, bare);
  expect(operations[0]).toMatchObject({ write: '/srv/media', directory: { mode: 0o755 } });
  const open = new Map([['/srv/media', { ...directory, mode: 0o777, uid: 65534 }]]);
  expect(say({ places: open })).toEqual([]);
});

it('a host is in the table by its full name', () => {
  const exports = [{ ...media, clients: ['ws1'] }];
  const own = exportsText([{ ...inForce, client: 'ws1', options: media.options }]);
  expect(say({ own, exported: [{ ...inForce, client: 'ws1.lab.example' }] }, exports)).toEqual([]);
});

it.each<[string, string, string]>([
  ['a pattern', '/srv/media', '*.lab'],
  ['a network', '/srv/media', '10.0.0.0/24'],
  ['an address', '/srv/media', 'fd00::1'],
  ['the same host, of another directory', '/srv/other', 'ws1.lab.example'],
  ['another host that is declared as well', '/srv/media', 'ws2'],
])('the name of a host does not stand for %s', (_, path, client) => {
  const exports = [{ ...media, clients: ['ws1', 'ws2'] }];
  const own = exportsText(
    ['ws1', 'ws2'].map((name) => ({ ...inForce, client: name, options: media.options })),
  );
  const exported = [
    { ...inForce, path, client },
    { ...inForce, client: 'ws2' },
  ];
  expect(say({ own, exported }, exports)).toEqual([
    '/srv/media to ws1 is not exported: exportfs -a',
  ]);
});

it('a host may have a hyphen in its name', () => {
  const exports = [{ ...media, clients: ['my-ws'] }];
  expect(say({}, exports).filter((line) => line.startsWith('✖'))).toEqual([]);
});

it('exports that contradict each other are told with their options', () => {
  const foreign = [{ ...inForce, options: ['ro', 'sync'], file: '/etc/exports' }];
  expect(say({ foreign, own: undefined })[0]).toContain(
    '/etc/exports exports it with (ro,sync), declared is (rw,no_subtree_check)',
  );
});

it('exports are read as exports(5) has them, and written so that they are read the same', () => {
  const text =
    '# comment\n"/srv/a b" -sync,ro 10.0.0.1(rw) *.lab \\\n  @grp\n/srv/c\\040d (rw) # all\n\n/srv/e\n';
  const read = parseExports(text);
  expect(read.map(({ path, client, options }) => `${path} ${client} ${options}`)).toEqual([
    '/srv/a b 10.0.0.1 sync,ro,rw',
    '/srv/a b *.lab sync,ro',
    '/srv/a b @grp sync,ro',
    '/srv/c d * rw',
    '/srv/e * ',
  ]);
  const odd = [{ path: '/srv/a "b"\\040#c', client: '10.0.0.1', options: ['rw', 'sync'] }];
  expect(parseExports(exportsText(odd))).toEqual(odd);
  expect(parseEtab('/srv/a\\040b\t*(ro,sync)\nrubbish\n')).toEqual([
    { path: '/srv/a b', client: '*', options: ['ro', 'sync'] },
  ]);
});

it.each([
  [['rw', 'constructor', 'toString'], 'rw'],
  [[], 'ro'],
  [['rw', 'sync', 'no_subtree_check', 'sec=sys', 'anonuid=65534'], 'rw'],
  [['ro', 'rw', 'auth_nlm', 'fsid=root', 'mountpoint'], 'rw fsid=0'],
])('options %j amount to %j', (options, meaning) => {
  expect(meaningOf(options)).toBe(meaning);
});

it('looks at files and asks for the service alone', async () => {
  const host = fakeHost({
    files: {
      [FRAGMENT]: done.own ?? '',
      '/etc/exports': '/srv/x *(ro)\n',
      '/etc/exports.d/other.exports': '/srv/y *(ro)\n',
      '/etc/exports.d/readme': '/srv/z *(ro)\n',
      '/var/lib/nfs/etab': '/srv/media\t10.0.0.0/24(rw,sync)\n',
      '/srv/media/file': '',
      '/etc/systemd/system/multi-user.target.wants/nfs-server.service': '',
    },
    commands: { 'systemctl is-active': 'active\n' },
  });
  const config = { nfs: { exports: [media] } } as Parameters<typeof observe>[1]['config'];
  const facts = await observe(host, { config });
  expect(facts.foreign.map(({ file, path }) => `${file} ${path}`)).toEqual([
    '/etc/exports /srv/x',
    '/etc/exports.d/other.exports /srv/y',
  ]);
  expect(say({ ...facts, foreign: [] })).toEqual([]);
  expect(host.calls).toHaveLength(1);
});
