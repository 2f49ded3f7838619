import { parseStorages } from '@phoenix/shared-runtime/pve';
import { expect, it } from 'vitest';
import { plan } from './plan.ts';

const dataset = (name: string, type: string | undefined, ...content: string[]) => ({
  name,
  pool: 'tank',
  properties: {},
  ...(type !== undefined && { proxmox_storage_type: type }),
  proxmox_content_type: content,
});

/** Plan as text: a line per operation, note and problem. */
function say(
  datasets: ReturnType<typeof dataset>[],
  cfg = '',
  proxmox_storage_ids: Record<string, string> = {},
): string[] {
  const config = { zfs: { pools: [], datasets }, proxmox_storage_ids };
  const draft = plan({ config }, parseStorages(cfg));
  return [
    ...draft.operations.map((one) => `${one.cause}: ${'run' in one ? one.run.join(' ') : ''}`),
    ...(draft.notes ?? []).map((note) => `note: ${note}`),
    ...(draft.problems ?? []).map(({ message }) => `problem: ${message}`),
  ];
}

it.each([
  [
    dataset('vm-disks', 'zfspool', 'images'),
    '',
    [
      'there is no storage tank-vm-disks: pvesm add zfspool tank-vm-disks --pool tank/vm-disks --content images',
    ],
  ],
  [
    dataset('iso', 'dir', 'vztmpl', 'iso'),
    '',
    ['there is no storage tank-iso: pvesm add dir tank-iso --path /tank/iso --content iso,vztmpl'],
  ],
  [
    dataset('iso', 'dir', 'iso', 'vztmpl'),
    'dir: tank-iso\n\tpath /tank/iso\n\tcontent vztmpl,iso\n',
    [],
  ],
  [
    dataset('iso', 'dir', 'iso'),
    'dir: tank-iso\n\tpath /tank/iso\n\tcontent vztmpl,iso\n\tdisable\n',
    [
      'content iso,vztmpl -> iso; disabled -> enabled: pvesm set tank-iso --content iso --disable 0',
    ],
  ],
  [
    dataset('iso', 'dir', 'iso'),
    'nfs: tank-iso\n\tpath /mnt/pve/x\n\tcontent iso\n',
    [
      'problem: cannot make storage tank-iso: there is one, of type nfs at /mnt/pve/x, declared is dir at /tank/iso',
    ],
  ],
  [dataset('a', undefined), '', []],
  [
    dataset('a', 'btrfs', 'images'),
    '',
    ['note: tank/a is declared as storage of type btrfs, which setup leaves to you'],
  ],
  [
    dataset('a', 'constructor', 'images'),
    '',
    ['note: tank/a is declared as storage of type constructor, which setup leaves to you'],
  ],
  [
    dataset('a', 'zfspool', 'iso'),
    '',
    ['problem: cannot make storage tank-a: a zfspool holds no iso'],
  ],
])('%j on %j', (one, cfg, expected) => {
  expect(say([one], cfg)).toEqual(expected);
});

it.each([
  ['zfspool', ['images', 'rootdir', 'none']],
  ['dir', ['images', 'rootdir', 'iso', 'vztmpl', 'backup', 'snippets', 'import', 'none']],
])('a %s holds all that Proxmox lets it hold', (type, contents) => {
  for (const content of contents)
    expect(say([dataset('a', type, content)])).toEqual([
      expect.stringMatching(`^there is no storage tank-a: .* --content ${content}$`),
    ]);
});

it.each([
  ['dir', 'dir: tank-a\n\tpath /srv/a\n\tcontent images\n', '/srv/a', '/tank/a'],
  ['zfspool', 'zfspool: tank-a\n\tpool rpool/a\n\tcontent images\n', 'rpool/a', 'tank/a'],
  ['dir', 'dir: tank-a\n\tcontent images\n', 'another place', '/tank/a'],
])('a %s that is elsewhere is left alone: %j', (type, cfg, at, place) => {
  expect(say([dataset('a', type, 'images')], cfg)).toEqual([
    `problem: cannot make storage tank-a: there is one, of type ${type} at ${at}, declared is ${type} at ${place}`,
  ]);
});

it.each([
  ['\tcontent iso\n\tdisable\n', 'disabled -> enabled: pvesm set tank-a --disable 0'],
  ['\tcontent backup\n', 'content backup -> iso: pvesm set tank-a --content iso'],
])('of a storage only what differs is set: %j', (lines, expected) => {
  expect(say([dataset('a', 'dir', 'iso')], `dir: tank-a\n\tpath /tank/a\n${lines}`)).toEqual([
    expected,
  ]);
});

it.each([
  ['/srv/iso', '/srv/iso'],
  ['legacy', '/tank/a'],
  ['none', '/tank/a'],
])('a directory is where its dataset is mounted: %s', (mountpoint, path) => {
  const one = { ...dataset('a', 'dir', 'iso'), properties: { mountpoint } };
  expect(say([one])).toEqual([
    `there is no storage tank-a: pvesm add dir tank-a --path ${path} --content iso`,
  ]);
});

it('84: storages that are not declared are none of its business', () => {
  expect(say([], 'pbs: backup\n\tserver x\n\ncifs: media\n\tserver y\n')).toEqual([]);
});

it('an id belongs to one dataset', () => {
  const both = [dataset('a', 'dir', 'iso'), dataset('b', 'dir', 'iso')];
  expect(say(both, '', { tank_b: 'tank-a' })).toEqual([
    'there is no storage tank-a: pvesm add dir tank-a --path /tank/a --content iso',
    'problem: cannot make storage tank-a of tank/b: tank/a has that id already',
  ]);
});
