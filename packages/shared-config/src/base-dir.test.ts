import { expect, test } from 'vitest';
import { baseDirs, findBaseDir } from './base-dir.ts';
import { loadConfig } from './load.ts';

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

/** A machine with one file, /srv/file, and one directory, /srv. */
const reader = {
  read: () => undefined,
  exists: (path: string) => ['/srv', '/srv/.', '/srv/file'].includes(path),
};

test.each([
  ['/srv/file', '/srv/file: it is no directory'],
  ['/srv/file/x/y', '/srv/file/x/y: /srv/file is no directory'],
  [`/srv/${'x'.repeat(300)}`, `/srv/${'x'.repeat(55)}...: a name of more than 255 bytes is in it`],
  ['/name'.repeat(900), `${'/name'.repeat(12)}...: it has more than 3500 bytes`],
])('nothing can lie below %s', (baseDir, told) => {
  expect(loadConfig({ baseDir, reader }).diagnostics).toEqual([
    {
      severity: 'error',
      code: 'no-directory',
      message: `cannot find the configuration below ${told}`,
      hint: `name the directory that holds etc/ with --base-dir or PHOENIX_BASE_DIR: --base-dir ${local}`,
    },
  ]);
});

test('a directory that is not there is none of those', () => {
  const { diagnostics } = loadConfig({ baseDir: '/srv/none', reader });
  expect(diagnostics.map(({ code }) => code)).toEqual(['missing-file', 'missing-file']);
});
