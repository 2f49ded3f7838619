import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveInTree } from './resolve-in-tree.ts';

const tree = mkdtempSync(join(tmpdir(), 'tree-'));
afterAll(() => rmSync(tree, { recursive: true }));
mkdirSync(join(tree, 'usr/bin'), { recursive: true });
symlinkSync('usr/bin', join(tree, 'bin'));
symlinkSync('/etc', join(tree, 'conf'));
symlinkSync('../../../../../outside', join(tree, 'up'));

test.each([
  ['/bin/x', 'usr/bin/x'],
  ['relative', 'relative'],
  ['/conf/passwd', 'etc/passwd'],
  ['/up', 'outside'],
  ['/../../x', 'x'],
])('%s', (path, inside) => {
  expect(resolveInTree(tree, path)).toBe(join(tree, inside));
});

test('what is mounted lies elsewhere', () => {
  const mounts = [{ source: '/pool/data', target: '/data' }];
  expect(resolveInTree(tree, '/data/a/b', mounts)).toBe('/pool/data/a/b');
  expect(resolveInTree(tree, '/database', mounts)).toBe(join(tree, 'database'));
});
