import type { Secret } from '@phoenix/shared-config';
import { expect, it } from 'vitest';
import type { FileInfo } from '../host/host.ts';
import { known } from './known.ts';
import { readSecret } from './read-secret.ts';

const file: FileInfo = { kind: 'file', uid: 0, gid: 0, mode: 0o600, size: 9 };
const FOREIGN = (process.geteuid?.() ?? 0) + 1000;

function read(secret: Secret, info: FileInfo | 'none' = file, text = 'hunter-2\n') {
  const asked: string[] = [];
  const host = {
    info(path: string) {
      asked.push(path);
      return info === 'none' ? undefined : info;
    },
    read: () => text,
  };
  const environment = {
    HASH: '$6$salt$hash\n',
    NONE: '',
    LONG: 'x'.repeat(9000),
    CREDENTIALS_DIRECTORY: '/run/credentials/x',
  };
  return { ...readSecret(host, secret, '/p/etc', environment), asked };
}

it.each<[string, Secret, string, string[]]>([
  ['itself', 'plain text', 'plain text', []],
  ['a file', { file: '/root/x' }, 'hunter-2', ['/root/x']],
  ['a file beside', { file: 'secrets/x' }, 'hunter-2', ['/p/etc/secrets/x']],
  ['the environment', { env: 'HASH' }, '$6$salt$hash\n', []],
  ['a credential', { credential: 'x' }, 'hunter-2', ['/run/credentials/x/x']],
])('a secret is %s', (_, secret, value, asked) => {
  expect(read(secret)).toEqual({ value, asked });
  expect(known.text(`> ${value}`)).toBe('> (sensitive)');
});

it.each([
  ['a\n', 'a'],
  ['a\r\n', 'a'],
  ['a\n\n', 'a\n'],
  [' a b ', ' a b '],
  ['one\ntwo\n', 'one\ntwo'],
])('of a file that holds %j one end of a line is taken away', (text, value) => {
  expect(read({ file: 'x' }, file, text).value).toBe(value);
});

it.each<[string, Secret, Partial<FileInfo> | undefined, string, string]>([
  ['missing', { file: 'x' }, undefined, '', '/p/etc/x is not there'],
  [
    'readable for the group',
    { file: 'x' },
    { mode: 0o640 },
    'a',
    'others than root may read /p/etc/x',
  ],
  ['readable for all', { file: 'x' }, { mode: 0o604 }, 'a', 'others than root may read /p/etc/x'],
  ['of another', { file: 'x' }, { uid: FOREIGN }, 'a', '/p/etc/x belongs to another than root'],
  ['a directory', { file: 'x' }, { kind: 'directory' }, 'a', '/p/etc/x is no file'],
  ['a link', { file: 'x' }, { kind: 'link' }, 'a', '/p/etc/x is a link'],
  ['too big', { file: 'x' }, { size: 8193 }, 'a', '/p/etc/x has more than 8192 bytes'],
  ['empty', { file: 'x' }, {}, '\n', '/p/etc/x is empty'],
  ['no text', { file: 'x' }, {}, 'a\0b', '/p/etc/x holds no text'],
  ['not in the environment', { env: 'OTHER' }, {}, '', 'the environment has no OTHER'],
  [
    'named as what every object has',
    { env: 'constructor' },
    {},
    '',
    'the environment has no constructor',
  ],
  ['empty in the environment', { env: 'NONE' }, {}, '', 'NONE is empty in the environment'],
  ['too long for an environment', { env: 'LONG' }, {}, '', 'LONG has more than 8192 bytes'],
])('one that is %s is refused, with what to do', (_, secret, change, text, why) => {
  const { problem, value } = read(
    secret,
    change === undefined ? 'none' : { ...file, ...change },
    text,
  );
  expect(value).toBeUndefined();
  expect(problem).toEqual({ why, hint: expect.stringMatching(/^\w.+/) });
});

it('without systemd there are no credentials', () => {
  const host = { info: () => file, read: () => 'x' };
  expect(readSecret(host, { credential: 'x' }, '/p', {}).problem?.why).toBe(
    'there are no systemd credentials here, and so no x',
  );
});
