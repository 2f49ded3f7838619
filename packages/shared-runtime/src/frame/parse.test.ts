import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manager, verb } from './fixture.ts';
import { parse } from './parse.ts';

const frame = manager({
  create: verb(undefined, { flags: ['disks'] }),
  test: verb(undefined, { ids: 'any', flags: ['suite'] }),
  setup: verb(undefined, { ids: 'none' }),
});
const disks = { value: 'SERIALS', optional: true, help: 'destroy disks' } as const;
const lxc = { ...frame, flags: { ...frame.flags, disks } };
const flagsOf = async (...argv: string[]) => {
  const line = await parse(['create', '950', ...argv], lxc);
  return line.is === 'verb' ? line.flags : undefined;
};

test('ids and flags may be mixed; each id counts once', async () => {
  const line = await parse(['create', '--yes', '950', '--wait=5m', '901', '950', '--json'], lxc);
  expect(line).toMatchObject({
    is: 'verb',
    verb: 'create',
    ids: [950, 901],
    flags: { yes: true, json: true, wait: 300, dryRun: false, bring: [], own: {} },
  });
});

test('values are taken as they were typed', async () => {
  expect(await flagsOf('--config', '-x.json', '--base-dir=007')).toMatchObject({
    config: '-x.json',
    baseDir: '007',
  });
  expect(await flagsOf('--bring', '950,901', '--detailed-exitcode')).toMatchObject({
    bring: [950, 901],
    detailedExitcode: true,
  });
  const line = await parse(['test', '--suite', '1e3'], lxc);
  expect(line).toMatchObject({ ids: [], flags: { own: { suite: '1e3' } } });
});

test('a plan may be asked for as if the guest were stopped', async () => {
  expect(await flagsOf('--as-stopped')).toMatchObject({ asStopped: true });
  expect(await flagsOf()).toMatchObject({ asStopped: false });
});

test.each([
  [[], { is: 'help' }],
  [['--help'], { is: 'help' }],
  [['help', 'create'], { is: 'help', verb: 'create' }],
  [['create', '--help'], { is: 'help', verb: 'create' }],
  [['create', '950', '-h'], { is: 'help', verb: 'create' }],
  [['--version'], { is: 'version' }],
])('%j is %j', async (argv, line) => expect(await parse(argv, lxc)).toEqual(line));

test.each([
  [['creat', '950'], 'unknown verb "creat"', 'did you mean create?'],
  [['crat', '950'], 'unknown verb "crat"', 'did you mean create?'],
  [['frobnicate'], 'unknown verb "frobnicate"', 'verbs of lxc-manager: create, test, setup'],
  [['toString', '950'], 'unknown verb "toString"', 'verbs of'],
  [['create', '950', '--dryrun'], 'unknown flag --dryrun', 'did you mean --dry-run?'],
  [['create', '950', '--no-yes'], 'unknown flag --no-yes', '--help lists'],
  [['create', '950', '-x'], 'unknown flag -x', '--help lists'],
  [['create', '950', '--yes=false'], '--yes takes no value', 'type --yes alone, or leave it out'],
  [['create', '950', '--wait'], '--wait needs a value: --wait DURATION', undefined],
  [['create', '950', '--disks='], '--disks cannot be ""', 'type --disks alone, or --disks=SERIALS'],
  [['create', '950', '--config='], '--config needs a value: --config FILE', undefined],
  [['create', '950', '--wait', 'soon'], '--wait cannot be "soon"', 'try 30s'],
  [['create', '950', '--suite', 'x'], 'create takes no --suite', 'create --help'],
  [['create'], 'create needs the id of a guest', 'lxc-manager create 950'],
  [['setup', '950'], 'setup takes no ids, but "950" was given', 'type lxc-manager setup'],
  [['create', '0950'], '"0950" is no guest id: ids have no leading zero', 'type 950'],
  [['create', '--yes', '0950'], '"0950" is no guest id: ids have no leading zero', 'type 950'],
  [['create', 'vllm'], '"vllm" is no guest id', 'ids are numbers'],
  [
    ['create', '99'],
    '"99" is no guest id: Proxmox counts them from 100 to 999999999',
    'phoenix status',
  ],
  [['create', '950', '--bring', '9x'], '"9x" is no guest id', 'ids are numbers'],
  [['create', '--', '-1'], '"-1" is no guest id', 'ids are numbers'],
])('%j is refused: %s', async (argv, message, hint) => {
  const error = await parse(argv, lxc).catch((thrown) => thrown);
  expect(error).toMatchObject({ exit: 64, message });
  if (hint === undefined) expect(error.hint).toBeUndefined();
  else expect(error.hint).toContain(hint);
});

test('a command line is understood or refused, never misread', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      'create',
      '950',
      '0950',
      '--yes',
      '--wait',
      '--bring',
      '--',
      '-',
      '--json=',
      '=',
    ),
    fc.string({ maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
      const line = await parse(argv, lxc).catch((thrown) => {
        expect(thrown).toMatchObject({ exit: 64 });
      });
      if (line?.is !== 'verb') return;
      for (const id of line.ids) expect(argv).toContain(String(id));
    }),
  );
});
