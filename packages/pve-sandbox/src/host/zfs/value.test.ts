import { expect, test } from 'vitest';
import type { Dataset, Pool } from './pools.ts';
import { rawValue, shownValue } from './value.ts';

const dataset = (name: string, properties: Dataset['properties'] = {}): Dataset => ({
  name,
  type: 'filesystem',
  guid: '1',
  created: 0,
  properties,
  mounted: true,
});
const one = dataset('tank/a/b');
const pool: Pool = {
  name: 'tank',
  guid: '7',
  imported: true,
  created: 0,
  vdevs: [],
  properties: {},
  datasets: [
    dataset('tank', { compression: 'lz4', 'org:note': 'x' }),
    dataset('tank/a', { mountpoint: '/srv', recordsize: '16384', quota: '1024' }),
    one,
  ],
};

test.each([
  ['compression', 'lz4', 'inherited from tank'],
  ['recordsize', '16384', 'inherited from tank/a'],
  ['quota', '0', 'default'],
  ['atime', 'on', 'default'],
  ['mountpoint', '/srv/b', 'inherited from tank/a'],
  ['org:note', 'x', 'inherited from tank'],
  ['type', 'filesystem', '-'],
])('%s', (name, text, source) => {
  expect(rawValue(pool, one, name)).toEqual({ text, source });
});

test('a property of volumes is none of a filesystem', () => {
  expect(rawValue(pool, one, 'volsize')).toBeUndefined();
});

test.each([
  ['recordsize', '131072', '128K', '131072'],
  ['quota', '0', 'none', '0'],
  ['compressratio', '1.00', '1.00x', '1.00'],
  ['creation', '1764337200', 'Fri Nov 28 13:40 2025', '1764337200'],
  ['creation', '1764682800', 'Tue Dec  2 13:40 2025', '1764682800'],
])('%s %s reads %s', (name, text, shown, exact) => {
  expect(shownValue(name, text, false)).toBe(shown);
  expect(shownValue(name, text, true)).toBe(exact);
});
