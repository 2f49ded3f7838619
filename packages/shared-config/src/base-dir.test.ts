import { expect, test } from 'vitest';
import { baseDirs, findBaseDir } from './base-dir.ts';

const [local, system] = baseDirs;
const file = (dir: string) => `${dir}/etc/phoenix_hypervisor_config.json`;

test.each([
  ['none has the hypervisor file', [], local],
  ['the first has it', [file(local)], local],
  ['both have it', [file(local), file(system)], local],
  ['the second has it', [file(system)], system],
  ['the first has programs alone', [local, `${local}/bin/phoenix`, file(system)], system],
  ['the first has another file', [`${local}/etc/phoenix_lxc_configs.json`], local],
])('%s', (_, there, expected) => {
  expect(findBaseDir({ exists: (path) => there.includes(path) })).toBe(expected);
});
