import { expect, test } from 'vitest';
import { fullOptions, parseExports, shownOptions } from './exports-file.ts';

const read = (text: string) => parseExports(text, '/etc/exports');

test.each([
  ['/srv 10.0.0.0/24(rw,sync) host', ['/srv 10.0.0.0/24 rw,sync', '/srv host ']],
  ['# none\n\n"/a b" *(ro) # after', ['/a b * ro']],
  ['/srv -rw,sync a b(ro)', ['/srv a rw,sync', '/srv b rw,sync,ro']],
  ['/srv \\\n  *(rw)', ['/srv * rw']],
])('%j', (text, expected) => {
  expect(
    read(text).exports.map(({ path, client, options }) => `${path} ${client} ${options}`),
  ).toEqual(expected);
});

test.each([
  ['/srv *(rw,bogus)', '/etc/exports:1: unknown keyword "bogus"'],
  ['/a *(rw)\n/srv *(rw', '/etc/exports:2: syntax error: bad option list'],
  ['/srv *(fsid)', '/etc/exports:1: unknown keyword "fsid"'],
])('%j is refused', (text, message) => expect(read(text).errors).toEqual([{ message }]));

test('what is shown of the full options', () => {
  const full = fullOptions(['rw', 'no_root_squash', 'fsid=0']);
  expect(shownOptions(full).join(',')).toBe(
    'sync,wdelay,hide,no_subtree_check,fsid=0,sec=sys,rw,secure,no_root_squash,no_all_squash',
  );
});
