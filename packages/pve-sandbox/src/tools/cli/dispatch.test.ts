import { expect, test } from 'vitest';
import { divert } from '../../state/talk.ts';
import { dispatch, type Loaders } from './dispatch.ts';

/** What a command line of `qm` comes to: the subcommand that ran, or the first line of a refusal. */
async function outcome(...argv: string[]): Promise<string> {
  let ran = '';
  let said = '';
  const loader = (name: string) => async () => () => {
    ran = name;
    return undefined;
  };
  const names = ['disk import', 'disk resize', 'guest exec', 'guest cmd', 'set', 'status'];
  const loaders: Loaders = Object.fromEntries(names.map((name) => [name, loader(name)]));
  const hear = (text: string | Uint8Array) => {
    said += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
  };
  const back = divert({ out: hear, err: hear });
  try {
    await dispatch('qm', loaders, argv);
  } finally {
    back();
  }
  return ran === '' ? (said.split('\n')[0] ?? '') : ran;
}

test('two words, a beginning of them, and former names', async () => {
  expect(await outcome('disk', 'resize', '8000', 'scsi0', '1G')).toBe('disk resize');
  expect(await outcome('resize', '8000', 'scsi0', '1G')).toBe('disk resize');
  expect(await outcome('importdisk', '8000', '/x', 'local')).toBe('disk import');
  expect(await outcome('agent', '8000', 'ping')).toBe('guest cmd');
  expect(await outcome('di', 'im', '8000', '/x', 'local')).toBe('disk import');
});

test('a group alone and a wrong word', async () => {
  expect(await outcome('guest')).toBe("ERROR: incomplete command 'qm guest'");
  expect(await outcome('guest', 'bogus')).toBe("ERROR: unknown command 'qm guest bogus'");
  expect(await outcome('nosuch')).toBe("ERROR: unknown command 'qm nosuch'");
  expect(await outcome('sta')).toBe("ERROR: incomplete command 'qm sta'");
});
