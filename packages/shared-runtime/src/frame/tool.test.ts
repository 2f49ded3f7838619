import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import { manager, verb } from './fixture.ts';
import { managerExit } from './run-manager.ts';
import type { ToolContext, ToolDefinition } from './tool.ts';

const tool: ToolDefinition = {
  summary: 'run something',
  description: ['It runs something.'],
  examples: [['run 1 -- ls', 'lists']],
  words: ['VMID'],
  command: true,
  flags: { patience: { value: 'SECONDS', help: 'wait that long' }, loud: { help: 'say more' } },
  stopping: 'ending it',
  run: async () => 0,
};

/** Runs a command line of a manager with the tools `run` and `move`, which tell what they got. */
async function tryTool(argv: readonly string[], run?: ToolDefinition['run']) {
  let got: ToolContext | undefined;
  const said = { result: '', talk: '', bytes: '' };
  const take = async (context: ToolContext) => {
    got = context;
    return run?.(context);
  };
  const { command: _command, ...without } = tool;
  const tools = {
    run: { ...tool, run: take },
    move: { ...without, words: ['FROM', 'TO'], flags: {}, run: take },
  };
  const plain = (_: string, text: string) => text;
  const exit = await managerExit(
    { ...manager({ create: verb(async () => 0) }), tools },
    {
      argv,
      host: fakeHost(),
      self: ['lxc-manager'],
      out: {
        result: (text) => {
          said.result += text;
        },
        talk: (text) => {
          said.talk += text;
        },
        paint: plain,
        paintTalk: plain,
      },
      streams: {
        stdin: () => Readable.from([Buffer.from('given')]),
        writeBytes: async (bytes) => {
          said.bytes += Buffer.from(bytes).toString();
        },
      },
    },
  );
  return { exit, got, ...said };
}

test('a tool gets its words, its command as it was typed, and its flags', async () => {
  const { exit, got } = await tryTool(
    ['run', '--patience', '5', '0950', '--loud', '--', 'ls', '--json', '--', '-la', ''],
    async () => 42,
  );
  expect(exit).toBe(42);
  expect(got).toMatchObject({
    tool: 'run',
    words: ['0950'],
    command: ['ls', '--json', '--', '-la', ''],
    flags: { patience: '5', loud: 'true' },
  });
  expect((await tryTool(['move', 'a', 'b'])).got?.words).toEqual(['a', 'b']);
});

test('a tool reads bytes and writes bytes, and needs no configuration', async () => {
  const { exit, bytes, talk } = await tryTool(['run', '1', '--', 'cat'], async (context) => {
    for await (const chunk of context.stdin() ?? []) await context.writeBytes(chunk);
    return undefined;
  });
  expect([exit, bytes, talk]).toEqual([0, 'given', '']);
});

test.each([
  [['run', '950', 'ls', '-la'], 'run needs -- before the command', 'lxc-manager run 950 -- ls -la'],
  [['run', '950'], 'run needs -- before the command', 'lxc-manager run 950 -- uptime'],
  [['run', '950', '--'], 'run needs a command', '[--loud] -- COMMAND ARG...'],
  [['run', '--', 'ls'], 'run needs VMID', 'lxc-manager run VMID [--patience SECONDS] [--loud]'],
  [['run', '1', '2', '--', 'ls'], 'run does not understand "2"', ''],
  [
    ['run', '1', '--patince', '2', '--', 'ls'],
    'unknown flag --patince',
    'did you mean --patience?',
  ],
  [['run', '1', '--dry-run', '--', 'ls'], 'unknown flag --dry-run', ''],
  [['run', '1', '--patience', '--', 'ls'], '--patience needs a value', ''],
  [['move', 'a'], 'move needs TO', 'lxc-manager move FROM TO'],
  [['move', 'a', 'b', '--', 'c'], 'move takes no command', ''],
])('%j is not understood', async (argv, message, hint) => {
  const { exit, talk, result, got } = await tryTool(argv);
  expect(exit).toBe(64);
  expect(talk).toContain(message);
  expect(talk).toContain(hint);
  expect([result, got]).toEqual(['', undefined]);
});

test('help shows the tools, and each of them has its own', async () => {
  expect((await tryTool(['--help'])).result).toMatch(/Tools:\n {2}run +run something\n/);
  for (const argv of [
    ['run', '--help'],
    ['help', 'run'],
    ['run', '1', '-h', '--', 'ls'],
  ]) {
    const { exit, result } = await tryTool(argv);
    expect(exit).toBe(0);
    expect(result).toContain(
      'Usage:\n  lxc-manager run VMID [--patience SECONDS] [--loud] -- COMMAND',
    );
    expect(result).toMatch(/Flags:\n {2}--patience SECONDS {2}wait that long\n/);
  }
  expect((await tryTool(['rnu', '1'])).talk).toContain('create, run, move');
});

test('an error of a tool is told in words alone: its output belongs to the command', async () => {
  const { exit, talk, result } = await tryTool(['run', '1', '--', 'x', '--json'], () => {
    throw new Error('a defect');
  });
  expect([exit, result]).toEqual([1, '']);
  expect(talk).toContain('error:');
});
