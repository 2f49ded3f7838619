import { expect, test } from 'vitest';
import { parseStorageCfg, storageCfgText } from './storage-cfg.ts';

test('required options first, flags as bare words', () => {
  const text =
    'dir: a\n\tnodes pve\n\tcontent images\n\tpath /a\n\tdisable\n\nzfspool: z\n\tsparse 1\n\tpool tank/x\n';
  expect(storageCfgText(parseStorageCfg(text))).toBe(
    'dir: a\n\tdisable\n\tpath /a\n\tcontent images\n\tnodes pve\n\nzfspool: z\n\tpool tank/x\n\tcontent images,rootdir\n\tsparse 1\n\n',
  );
});

test('comments and empty lines are nothing', () => {
  expect(parseStorageCfg('# x\n\n')).toEqual([]);
});
