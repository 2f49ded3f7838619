import { expect, test } from 'vitest';
import { lastOf, parseUnit, valuesOf, wordsOf } from './unit-file.ts';

const file = parseUnit(
  '# a unit\n[Unit]\nDescription = Something good\n[Service]\nType=oneshot\nExecStart=/bin/a \\\n  -x\nExecStart=/bin/b\n' +
    'Environment=A=1\nEnvironment=\n[Install]\nWantedBy=multi-user.target timers.target\n',
);

test('values by section and key', () => {
  expect(lastOf(file, 'Unit', 'Description')).toBe('Something good');
  expect(valuesOf(file, 'Service', 'ExecStart')).toEqual(['/bin/a    -x', '/bin/b']);
  expect(valuesOf(file, 'Service', 'Environment')).toEqual([]);
  expect(wordsOf(file, 'Install', 'WantedBy')).toEqual(['multi-user.target', 'timers.target']);
  expect(lastOf(file, 'Install', 'ExecStart')).toBeUndefined();
});
