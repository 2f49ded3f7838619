import { fakeHost } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { exportLine, exportsIn } from './exports-file.ts';
import { OWN_EXPORTS, observe } from './observe.ts';
import { plan } from './plan.ts';

const OPTIONS = ['rw', 'sync', 'no_subtree_check'];
const HEAD =
  '# Made by phoenix setup; changes are lost. Other files of this directory stay as they are.\n';
const LINE = '/tank/data 10.0.0.0/24(rw,sync,no_subtree_check)\n';
const ETAB =
  '/tank/data\t10.0.0.0/24(rw,sync,wdelay,hide,nocrossmnt,secure,root_squash,no_all_squash,no_subtree_check,secure_locks)\n';
const ENABLED = { '/etc/systemd/system/multi-user.target.wants/nfs-server.service': '' };

/** Plan as text: a line per operation and problem. */
async function say(files: Record<string, string>, path = '/tank/data'): Promise<string[]> {
  const config = {
    nfs: { exports: [{ path, clients: ['10.0.0.0/24'], options: OPTIONS }] },
    zfs: {
      pools: [],
      datasets: [{ pool: 'tank', name: 'data', properties: {}, proxmox_content_type: [] }],
    },
  };
  const declaration = { config } as unknown as Parameters<typeof observe>[1];
  const { operations, problems = [] } = plan(
    { config },
    await observe(fakeHost({ files }), declaration),
  );
  return [
    ...operations.map(
      (one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : `write ${one.write}`}`,
    ),
    ...problems.map(({ message }) => message),
  ];
}

const OFFER = '/tank/data not offered as declared: exportfs -ra';

describe('exports', () => {
  const whole = { [OWN_EXPORTS]: HEAD + LINE, '/var/lib/nfs/etab': ETAB, ...ENABLED };
  it('88: stand in a file of their own', async () => {
    expect(await say({ '/etc/exports': '/home *(ro)\n' })).toEqual([
      `/tank/data not exported yet: write ${OWN_EXPORTS}`,
      'nfs-server is not switched on: systemctl enable --now nfs-server',
      OFFER,
    ]);
  });
  it('that are offered are as declared', async () => {
    expect(await say(whole)).toEqual([]);
  });
  it.each([
    ['taken back by hand', { ...whole, '/var/lib/nfs/etab': '' }, [OFFER]],
    ['offered otherwise', { ...whole, '/var/lib/nfs/etab': ETAB.replace('(rw', '(ro') }, [OFFER]],
    [
      'altered',
      { ...whole, [OWN_EXPORTS]: HEAD },
      [
        `the exports differ from what is declared: write ${OWN_EXPORTS}`,
        'what is offered no more is taken back: exportfs -ra',
      ],
    ],
    [
      'switched off',
      { [OWN_EXPORTS]: HEAD + LINE, '/var/lib/nfs/etab': ETAB },
      ['nfs-server is not switched on: systemctl enable --now nfs-server'],
    ],
    [
      'of somebody else',
      { ...whole, '/etc/exports': '# x\n/tank/data 10.0.0.0/24(ro) 10.1.0.0/16\n' },
      ['cannot export /tank/data to 10.0.0.0/24: /etc/exports:2 does that already'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await say(files)).toEqual(expected);
  });
  it('of a directory that no dataset brings make it', async () => {
    expect((await say({}, '/srv/new dir'))[0]).toBe(
      '/srv/new dir is not there: write /srv/new dir',
    );
  });
});

it.each([
  ['/a b', ['x', 'y'], '/a\\040b x(rw) y(rw)'],
  ['/a#"b', ['x'], '/a\\043\\042b x(rw)'],
])('%s is written as %j and read again', (path, clients, line) => {
  expect(exportLine(path, clients, ['rw'])).toBe(line);
  expect(exportsIn(line).map((one) => [one.path, one.client])).toEqual(
    clients.map((one) => [path, one]),
  );
});

it('exports are read with their lines', () => {
  const text = '# /x *(ro)\n"/with blank" a(rw,sync) \\\n  b(ro) # c\n/plain\n/world (ro)\n';
  expect(exportsIn(text)).toEqual([
    { path: '/with blank', client: 'a', options: ['rw', 'sync'], line: 2 },
    { path: '/with blank', client: 'b', options: ['ro'], line: 2 },
    { path: '/world', client: '*', options: ['ro'], line: 5 },
  ]);
});
