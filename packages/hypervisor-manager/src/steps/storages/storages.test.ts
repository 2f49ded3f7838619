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
