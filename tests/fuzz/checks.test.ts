import { expect, test } from 'vitest';
import type { Operation } from '../../packages/shared-runtime/src/operation.ts';
import { checkMessages, isTold, wrongWith } from './check-messages.ts';
import { checkOperations } from './check-operations.ts';
import { positionAt, print, Raw } from './json-text.ts';
import { loadSite, type Site, seedSites } from './site.ts';

const base = { id: 'x', cause: 'c' } as const;
const run = (...words: [string, ...string[]]): Operation => ({
  ...base,
  run: words,
  effect: 'change',
  deadline: 1,
});
const script = (input: string): Operation => ({ ...run('pct', 'exec', '1', '--', 'sh'), input });
const write = (path: string, content: string): Operation => ({ ...base, write: path, content });

test.each<[string, Operation]>([
  ['an option', run('pct', 'set', '1', '--zq9')],
  ['an option with a value', run('pct', 'set', '1', '--zq9=1')],
  ['a property of another', run('pct', 'set', '1', '--net0', 'name=eth0,bridge=a,zq9=1')],
  ['a line break', run('pct', 'set', '1', '--hostname', 'a\nb')],
  ['a NUL in a description', run('pct', 'set', '1', '--description', 'a\0b')],
  ['a program', run('sh', '-c', 'echo zq9')],
  ['a script', script('echo $(zq9)\n')],
  ['another line of a password', { ...run('smbpasswd', '-s', 'a'), input: 'a\nb\na\nb\n' }],
  ['an account among passwords', { ...run('chpasswd', '-e'), input: 'a:b\nroot:zq9\n' }],
  ['a line of a file', write('/etc/a.conf', 'a=b\nzq9: 1\n')],
  ['a line that goes on', write('/etc/a.conf', 'a=zq9\\\n')],
  ['a section of a file', write('/etc/a.conf', '[zq9]\n')],
  ['a path that leaves', write('/etc/a/../b', '')],
  ['a path that is relative', write('etc/a', '')],
  [
    'a line of a conf file',
    {
      ...base,
      write: '/etc/pve/lxc/1.conf',
      lock: '/l',
      edit: { remove: [], add: [{ key: 'lxc.a', value: 'b\nzq9: 1' }] },
    },
  ],
])('%s is found', (_, operation) => {
  expect(checkOperations([operation])).toHaveLength(1);
});

test.each<[string, Operation]>([
  ['a description', run('pct', 'set', '1', '--description', '--zq9\nzq9: 1')],
  ['an argument in a guest', run('pct', 'exec', '1', '--', 'echo', '--zq9')],
  [
    'an argument of a script of the site',
    run('/usr/local/phoenix_hypervisor/bin/health_checks/a.sh', '--zq9'),
  ],
  ['a password', { ...run('smbpasswd', '-s', 'a'), input: '";zq9;"\n";zq9;"\n' }],
  ['a tag', run('pct', 'set', '1', '--tags', 'a;zq9')],
])('%s may hold anything', (_, operation) => {
  expect(checkOperations([operation])).toEqual([]);
});

test.each([
  'a\u001b[2J',
  'a\u202eb',
  'a\u200fb',
  'a\u2028b',
  'a\rb',
  'x\n    at y (z:1:2)',
  '[object Object]',
])('%j is not for a person', (text) => expect(wrongWith(text)).toHaveLength(1));

test('places are counted apart from the product', () => {
  const { text, value, name } = print({ a: [1, { b: new Raw('x') }] }, ['a', 1, 'b']);
  expect(text).toBe('{\n  "a": [\n    1,\n    {\n      "b": x\n    }\n  ]\n}');
  expect(value && text.slice(value.from, value.to)).toBe('x');
  expect(name && positionAt(text, name.from)).toEqual({ line: 5, column: 7 });
});

test('an error that is told elsewhere is not told', () => {
  const [sound] = seedSites().filter(({ isSound }) => isSound) as [Site];
  const texts = { ...sound.texts, vm: '{\n  "vms": 5\n}' };
  const declared = loadSite({ texts });
  const at = (from: number): Site => ({
    ...sound,
    texts,
    fault: { kind: 'vm', what: 'value', spans: [{ from, to: from }] },
  });
  expect(isTold(at(11), declared)).toBe(true);
  expect(isTold(at(10), declared)).toBe(false);
  expect(isTold(sound, declared)).toBeUndefined();
});

test('an error without hint, and one whose place is not in the file, are found', () => {
  const [site] = seedSites() as [Site];
  const declared = loadSite(site);
  const error = { severity: 'error', code: 'x', message: 'bad' } as const;
  const where = { file: declared.files.vm, line: 1_000_000, column: 1 };
  const found = checkMessages(site, {
    ...declared,
    diagnostics: [error, { ...error, hint: 'h', where }],
  });
  expect(found).toEqual([
    'no hint: x: bad',
    'no place: x: bad',
    'place 1000000:1 is not in the file: bad',
  ]);
});
