import { expect, it } from 'vitest';
import { readListing } from '../shared/listing.ts';
import { meaningOf } from './export.ts';
import { exportsText, parseEtab, parseExports } from './exports-file.ts';

it.each([
  ['', 'ro'],
  ['rw', 'rw'],
  ['rw,ro', 'ro'],
  ['rw,async,insecure,no_root_squash', 'rw async insecure no_root_squash'],
  ['all_squash,subtree_check,no_wdelay,nohide', 'ro all_squash subtree_check no_wdelay nohide'],
  ['crossmnt,insecure_locks,no_acl,pnfs', 'ro crossmnt insecure_locks no_acl pnfs'],
  ['sync,secure,root_squash,no_all_squash,no_subtree_check,wdelay,hide', 'ro'],
  ['nocrossmnt,secure_locks,acl,no_pnfs', 'ro'],
  ['insecure_locks,auth_nlm', 'ro'],
  ['no_auth_nlm', 'ro insecure_locks'],
  ['anonuid=65534,anongid=65534,sec=sys,fsid=', 'ro'],
  ['anonuid=1,anongid=2,sec=krb5,fsid=root', 'ro anonuid=1 anongid=2 fsid=0 sec=krb5'],
  ['anonuid=1,anonuid=3', 'ro anonuid=3'],
  ['mountpoint', 'ro'],
])('options %s mean %s', (options, meaning) => {
  expect(meaningOf(options.split(','))).toBe(meaning);
});

const one = (path: string, client: string, ...options: string[]) => ({ path, client, options });

it.each([
  ['# words\n\n', []],
  ['/a b(rw,sync) c # d(rw)', [one('/a', 'b', 'rw', 'sync'), one('/a', 'c')]],
  ['/a', [one('/a', '*')]],
  ['/a (rw)', [one('/a', '*', 'rw')]],
  ['/a -ro,sync b(rw) -rw c', [one('/a', 'b', 'ro', 'sync', 'rw'), one('/a', 'c', 'rw')]],
  ['/a b(rw) \\\n  c(ro)', [one('/a', 'b', 'rw'), one('/a', 'c', 'ro')]],
  ['/a b(rw)\\\nc(ro)', [one('/a', 'b', 'rw'), one('/a', 'c', 'ro')]],
  ['/a b(rw) #c(rw) d(rw)', [one('/a', 'b', 'rw')]],
  ['/a b#(rw) c(ro)', [one('/a', 'b#', 'rw'), one('/a', 'c', 'ro')]],
  ['"/a b" c()', [one('/a b', 'c')]],
  ['/a\\040b c', [one('/a b', 'c')]],
])('an exports file %j', (text, exports) => expect(parseExports(text)).toEqual(exports));

it.each([
  ['/a\tb(rw,sync)\n', [one('/a', 'b', 'rw', 'sync')]],
  ['/a\\040b\tc(ro)\n', [one('/a b', 'c', 'ro')]],
  ['/a b(rw)\n', []],
  ['/a\tb\n', []],
  ['/a\tb(rw) # by hand\n', []],
  ['x /a\tb(rw)\n', []],
])('the table of the kernel %j', (text, exports) => expect(parseEtab(text)).toEqual(exports));

it('what is written can be read', () => {
  const exports = [one('/a b#"\\', 'c', 'rw'), one('/d', 'e', 'ro'), one('/a b#"\\', 'f', 'ro')];
  const text = exportsText(exports);
  expect(text.split('\n').slice(1)).toEqual([
    '/a\\040b\\043\\042\\134 c(rw) f(ro)',
    '/d e(ro)',
    '',
  ]);
  expect(parseExports(text)).toEqual([exports[0], exports[2], exports[1]]);
});

it('sizes of volumes by their names', () => {
  const text =
    'Volid Format Type Size VMID\n fast:vm-1  raw images 5 1\nodd raw images 6\nfast:x raw\n\n';
  expect(readListing(text)).toEqual({ sizes: new Map([['vm-1', 5]]) });
});
