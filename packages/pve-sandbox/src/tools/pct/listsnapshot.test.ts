import { expect, test } from 'vitest';
import { parseGuestConf } from '../../state/guest-conf.ts';
import { snapshotTree } from './listsnapshot.ts';

test('children below their parent by time, what is now last', () => {
  const conf = parseGuestConf(
    101,
    'parent: aa\n[aa]\nsnaptime: 1\n[bb]\n#second\n#more\nparent: aa\nsnaptime: 3\n[cc]\nparent: aa\nsnaptime: 2\n',
    () => {},
  );
  const lines = snapshotTree(conf).map((line) => line.replace(/\d{4}-\S+ \S+/, 'TIME'));
  expect(lines).toEqual([
    '`-> aa                          TIME     no-description',
    ' `-> cc                         TIME     no-description',
    ' `-> bb                         TIME     second',
    ' `-> current                                            You are here!',
  ]);
});
