import { expect, it } from 'vitest';
import { parseConf } from '../../pve/conf.ts';
import { inOrder, newerThan, timeOf } from './snapshot-age.ts';

const conf = parseConf(`cores: 1
parent: cc

[cc]
parent: bb
snaptime: 20

[aa]
snaptime: 10

[dd]
parent: aa
snaptime: 30

[bb]
parent: aa
snaptime: 20

[cut]
snapstate: prepare
snaptime: 40
`);

it('snapshots are older and newer by their time, within a second by their ancestry', () => {
  expect(inOrder(conf)).toEqual(['aa', 'bb', 'cc', 'dd']);
  expect(newerThan('aa', conf)).toEqual(['bb', 'cc', 'dd']);
  expect(newerThan('bb', conf)).toEqual(['cc', 'dd']);
  expect(newerThan('dd', conf)).toEqual([]);
  expect(timeOf('cc', conf)).toBe(20);
});

it('parents that go round in a circle end', () => {
  const circle = parseConf('[aa]\nparent: bb\nsnaptime: 1\n[bb]\nparent: aa\nsnaptime: 1\n');
  expect(newerThan('aa', circle)).toEqual(['bb']);
});
