import { expect, test } from 'vitest';
import { templateText } from './template-file.ts';

test.each([
  ['/a/ubuntu-24.04-standard_24.04-2_amd64.tar.zst', 'ubuntu', '24.04'],
  ['debian-12-standard_12.7-1_amd64.tar.zst', 'debian', '12'],
  ['alpine-3.22-default_20250617_amd64.tar.xz', 'alpine', '3.22'],
  ['rockylinux-9-default_20240912_amd64.tar.xz', 'centos', '9'],
  ['mine.tar.gz', 'unmanaged', ''],
])('%s holds %s %s', (path, ostype, version) => {
  expect(templateText(path)).toBe(`pve-sandbox template\nostype: ${ostype}\nversion: ${version}\n`);
});
