import { expect, test } from 'vitest';
import { exportedPaths } from './exports.ts';

test('what is exported, whatever the options are', () => {
  const text = '# none\n/srv/a 10.0.0.0/24(rw)\n"/srv/b c" *(ro)\n\n/srv/a other(rw)\n/srv/d#x\n';
  expect(exportedPaths(text)).toEqual(['/srv/a', '/srv/b c', '/srv/d']);
});
