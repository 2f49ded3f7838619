import { expect, it } from 'vitest';
import type { PhoenixError } from '../errors.ts';
import { fakeHost } from '../host/fake-host.ts';
import type { BlockOperation, WriteOperation } from '../operation.ts';
import { createStop } from '../stop.ts';
import { originalOf, writeFile } from './write-file.ts';

const PATH = '/etc/sudoers.d/phoenix';
const file = { id: 'sudo', cause: 'a test', write: PATH } as const;
const SMB = '/etc/samba/smb.conf';

function on(files: Record<string, string> = {}) {
  const host = fakeHost({ files });
  const context = { host, guest: 'users', stop: createStop(), emit() {}, logFor: () => '/log' };
  const write = (operation: WriteOperation | BlockOperation) => writeFile(operation, context);
  return { host, write };
}

it('a file goes live once its program has read the very same content', async () => {
  const { host, write } = on();
  const read: string[] = [];
  host.on('visudo', {
    effect: (_, argv) => void read.push(host.read(argv.at(-1) ?? '') ?? ''),
  });
  await write({
    ...file,
    content: 'ops ALL=(ALL) ALL\n',
    mode: 0o440,
    verify: ['visudo', '-cf', '{}'],
  });
  expect(read).toEqual(['ops ALL=(ALL) ALL\n']);
  expect(host.files.get(PATH)).toBe('ops ALL=(ALL) ALL\n');
  expect([...host.files.keys()]).toEqual([PATH]);
});

it('a file that its program refuses stays as it was, and nothing is left behind', async () => {
  const { host, write } = on({ [PATH]: 'old\n' });
  host.on('visudo', { exit: 1, stdout: '/tmp/phoenix-fake/phoenix:1:2: syntax error\n' });
  const failed = write({ ...file, content: 'bad\n', verify: ['visudo', '-cf', '{}'] });
  const error = await failed.catch((one: PhoenixError) => one);
  expect(error).toMatchObject({
    message: `cannot do "sudo" for users: visudo refuses the new ${PATH}; it stays as it was`,
    output: `${PATH}:1:2: syntax error`,
  });
  expect([...host.files]).toEqual([[PATH, 'old\n']]);
});

it('a file is kept as it was before the first change, however often it is changed', async () => {
  const { host, write } = on({ [SMB]: '[homes]\n' });
  const lines = (...all: string[]): BlockOperation => ({
    ...file,
    write: SMB,
    block: { name: 'shares', lines: all },
    keep: true,
  });
  await write(lines('include = /a'));
  await write(lines('include = /b'));
  expect(host.files.get(originalOf(SMB))).toBe('[homes]\n');
  expect(host.files.get(SMB)).toMatch(/^\[homes\]\n# phoenix shares begin.*\ninclude = \/b\n/);
  await write(lines());
  expect(host.files.get(SMB)).toBe('[homes]\n');
});
