import { expect, test } from 'vitest';
import { readOptions } from './read-options.ts';

test.each([
  [
    'install -y --no-install-recommends a b',
    ['o'],
    { y: [''], 'no-install-recommends': [''] },
    ['install', 'a', 'b'],
  ],
  ['-o A=1 -oB=2 x', ['o'], { o: ['A=1', 'B=2'] }, ['x']],
  ['-qy -- -z', [], { q: [''], y: [''] }, ['-z']],
  [
    '--unit=a --on-active 5 -- cmd -x',
    ['unit', 'on-active'],
    { unit: ['a'], 'on-active': ['5'] },
    ['cmd', '-x'],
  ],
])('%s', (line, valued, options, operands) => {
  const read = readOptions(line.split(' '), valued);
  expect(Object.fromEntries(read.options)).toEqual(options);
  expect(read.operands).toEqual(operands);
});
