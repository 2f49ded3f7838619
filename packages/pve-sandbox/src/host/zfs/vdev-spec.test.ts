import { expect, test } from 'vitest';
import { vdevSpecs } from './vdev-spec.ts';

test.each([
  ['sdb', [{ type: 'disk', paths: ['sdb'] }]],
  [
    'sdb sdc',
    [
      { type: 'disk', paths: ['sdb'] },
      { type: 'disk', paths: ['sdc'] },
    ],
  ],
  [
    'mirror a b mirror c d',
    [
      { type: 'mirror', paths: ['a', 'b'] },
      { type: 'mirror', paths: ['c', 'd'] },
    ],
  ],
  ['raidz a b c', [{ type: 'raidz1', paths: ['a', 'b', 'c'] }]],
])('%s', (line, specs) => {
  expect(vdevSpecs(line.split(' '))).toEqual(specs);
});

test.each([
  ['mirror a', 'invalid vdev specification: mirror requires at least 2 devices'],
  ['raidz2 a b', 'invalid vdev specification: raidz2 requires at least 3 devices'],
])('%s is refused', (line, words) => {
  expect(() => vdevSpecs(line.split(' '))).toThrow(words);
});
