import { expect, test } from 'vitest';
import { checkedValue } from './check-value.ts';

const set = (name: string, value: string) => checkedValue(name, value, 'filesystem', false);

test.each([
  ['recordsize', '16K', '16384'],
  ['recordsize', '1m', '1048576'],
  ['quota', '200G', '214748364800'],
  ['quota', 'none', '0'],
  ['compression', 'zstd-19', 'zstd-19'],
  ['acltype', 'posixacl', 'posix'],
  ['xattr', 'on', 'sa'],
  ['mountpoint', '/x/y/', '/x/y'],
  ['org:note', 'any text', 'any text'],
  ['special_small_blocks', '0', '0'],
])('%s=%s is kept as %s', (name, value, kept) => {
  expect(set(name, value)).toBe(kept);
});

test.each([
  ['recordsize', '100K', "'recordsize' must be power of 2 from 512B to 16M"],
  ['recordsize', '32M', "'recordsize' must be power of 2 from 512B to 16M"],
  ['quota', 'foo', "bad numeric value 'foo'"],
  ['atime', 'yes', "'atime' must be one of 'on | off'"],
  ['compression', 'zstd-20', "'compression' must be one of 'on | off | lzjb | gzip | gzip-[1-9] |"],
  ['mountpoint', 'x', "'mountpoint' must be an absolute path, 'none', or 'legacy'"],
  ['foo', 'bar', "invalid property 'foo'"],
  ['used', '1', "'used' is readonly"],
  ['casesensitivity', 'mixed', "'casesensitivity' is readonly"],
  ['volsize', '1G', "'volsize' does not apply to datasets of this type"],
])('%s=%s is refused', (name, value, words) => {
  expect(() => set(name, value)).toThrow(words);
});
