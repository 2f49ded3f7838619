import { expect, test } from 'vitest';
import { run, world } from '../test-support/run.ts';

const there = {
  105: {
    kind: 'lxc' as const,
    name: 'wiki',
    declaration: { name: 'wiki', memory_mb: 512 },
    notes: ['no key holds these settings, which stay: arch: amd64'],
  },
  106: { kind: 'lxc' as const, name: 'odd', cannot: 'it has no net0' },
  107: { kind: 'vm' as const, name: 'desk', declaration: { name: 'desk' } },
  950: { kind: 'lxc' as const, name: 'g950', declared: true, declaration: { name: 'g950' } },
};

test('all is what nobody declared, in the form of the files', async () => {
  const { 106: _odd, ...sound } = there;
  const on = world({ there: sound });
  expect(await run('import', on)).toBe(0);
  expect(JSON.parse(on.printed.stdout)).toEqual({
    lxc_configs: { 105: { name: 'wiki', memory_mb: 512 } },
    vms: [{ vmid: 107, name: 'desk' }],
  });
  expect(on.printed.stderr).toBe(
    'note: 105 wiki: no key holds these settings, which stay: arch: amd64\n',
  );
  expect(on.calls().sort()).toEqual([
    'lxc-manager import 105 --json',
    'lxc-manager status --all --json',
    'vm-manager import 107 --json',
    'vm-manager status --all --json',
  ]);
});

test.each([
  ['import 950', ['950']],
  ['import wiki,950', ['105', '950']],
  ['import 105:950,-106', ['105', '107']],
])('%s', async (line, ids) => {
  const on = world({ there });
  expect(await run(`${line} --json`, on)).toBe(0);
  const { guests } = JSON.parse(on.printed.stdout);
  expect(guests.map(({ id }: { id: number }) => String(id))).toEqual(ids);
});

test('what cannot be declared is told and fails', async () => {
  const on = world({ there });
  expect(await run('import 106', on)).toBe(1);
  expect(on.printed).toEqual({
    stdout: '{}\n',
    stderr: 'error: cannot import 106 odd: it has no net0\n',
  });
});

test('a word that names nothing on the host is refused', async () => {
  const on = world({ there });
  expect(await run('import 953', on)).toBe(66);
  expect(on.printed.stderr).toBe('error: 953 is not on this host\nhint: did you mean 950?\n');
});

test('where all is declared, it says so', async () => {
  const on = world({ there: { 950: there[950] } });
  expect(await run('import all', on)).toBe(0);
  expect(on.printed).toEqual({
    stdout: '{}\n',
    stderr: 'note: every guest of this host is declared; name one to print it\n',
  });
});

test('status --all has them all, and takes no guests beside it', async () => {
  const on = world({ there });
  expect(await run('status --all', on)).toBe(0);
  expect(on.printed.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'ID   NAME  STATE    SETTINGS      PROVISIONING',
    '105  wiki  running  not declared  -',
    '106  odd   running  not declared  -',
    '107  desk  running  not declared  -',
    '950  g950  running  as declared   unknown',
    '',
  ]);
  const again = world({ there });
  expect(await run('status --all 950', again)).toBe(64);
  expect(again.calls()).toEqual([]);
});
