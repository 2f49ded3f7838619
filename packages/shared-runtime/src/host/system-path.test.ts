import { expect, it } from 'vitest';
import { systemPath } from './system-path.ts';

it.each([
  ['/usr/bin:/bin', '/usr/bin:/bin:/usr/sbin:/sbin'],
  ['/opt/a:/usr/sbin', '/opt/a:/usr/sbin:/usr/bin:/sbin:/bin'],
  [undefined, '/usr/sbin:/usr/bin:/sbin:/bin'],
  ['', '/usr/sbin:/usr/bin:/sbin:/bin'],
])('%s', (path, expected) => {
  expect(systemPath(path)).toBe(expected);
});
