import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insidePath } from './inside-path.ts';

let tree = '';
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tree-'));
  mkdirSync(join(tree, 'var'));
  mkdirSync(join(tree, 'run'));
});
afterEach(() => rmSync(tree, { recursive: true }));

test.each([
  ['/data', '/data'],
  ['data/deep', '/data/deep'],
  ['/../../etc', '/etc'],
])('%s is %s', (path, inside) => expect(insidePath(tree, path)).toBe(join(tree, inside)));

test('absolute links lead inside of the tree', () => {
  symlinkSync('/run', join(tree, 'var/run'));
  expect(insidePath(tree, '/var/run/x')).toBe(join(tree, 'run/x'));
});

test('relative links cannot climb out', () => {
  symlinkSync('../../../etc', join(tree, 'var/up'));
  expect(insidePath(tree, '/var/up/passwd')).toBe(join(tree, 'etc/passwd'));
});

test('links that go round in a circle', () => {
  symlinkSync('b', join(tree, 'a'));
  symlinkSync('a', join(tree, 'b'));
  expect(() => insidePath(tree, '/a/x')).toThrow('too many links');
});
