import { expect, it } from 'vitest';
import { parseStorages } from './storage.ts';
import { templatePlaces } from './template-places.ts';

const STORAGES = parseStorages(`dir: local
\tpath /var/lib/vz
\tcontent vztmpl,iso

nfs: far
\tpath /mnt/pve/far
\tcontent vztmpl

dir: off
\tpath /off
\tcontent vztmpl
\tdisable

dir: images
\tpath /images
\tcontent images

zfspool: nowhere
\tpool tank
\tcontent vztmpl
`);
const places = (template: string) =>
  templatePlaces(template, STORAGES).map(({ path, storage }) => `${storage?.id ?? '-'} ${path}`);

it('a path is looked for there, and by its name in every storage that has templates', () => {
  expect(places('/root/a.tar.zst')).toEqual([
    '- /root/a.tar.zst',
    'local /var/lib/vz/template/cache/a.tar.zst',
    'far /mnt/pve/far/template/cache/a.tar.zst',
  ]);
});

it('a path within a storage is looked for there first, and once', () => {
  expect(places('/mnt/pve/far/template/cache/a.tar.zst')).toEqual([
    'far /mnt/pve/far/template/cache/a.tar.zst',
    'local /var/lib/vz/template/cache/a.tar.zst',
  ]);
});

it('a volume is looked for in its storage only', () => {
  expect(places('far:vztmpl/a.tar.zst')).toEqual(['far /mnt/pve/far/template/cache/a.tar.zst']);
  expect(places('gone:vztmpl/a.tar.zst')).toEqual([]);
});

it('what only looks like a volume is a path', () => {
  expect(places('/far:vztmpl/a.tar.zst')[0]).toBe('- /far:vztmpl/a.tar.zst');
  expect(places('x/far:vztmpl/a.tar.zst')[0]).toBe('- x/far:vztmpl/a.tar.zst');
});
