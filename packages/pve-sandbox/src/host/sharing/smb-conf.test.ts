import { expect, test } from 'vitest';
import { parseSmbConf } from './smb-conf.ts';

const read = (files: Record<string, string>) => parseSmbConf('smb.conf', (path) => files[path]);

test('sections, synonyms and included files', () => {
  const conf = read({
    'smb.conf': '[global]\n  Work Group = X\n  include = more\n',
    more: '[data]\n path=/srv\n writable = yes\n public = no\n',
  });
  expect(conf.broken).toBe(false);
  expect(
    conf.sections.map(({ name, parameters }) => [name, Object.fromEntries(parameters)]),
  ).toEqual([
    ['global', { 'work group': 'X' }],
    ['data', { path: '/srv', 'read only': 'No', 'guest ok': 'No' }],
  ]);
});

test('what is unknown, not found or no line at all', () => {
  expect(read({ 'smb.conf': '[global]\nfoo = 1\ninclude = none\n' }).warnings).toEqual([
    'Unknown parameter encountered: "foo"',
    'Ignoring unknown parameter "foo"',
    "Can't find include file none",
  ]);
  expect(read({ 'smb.conf': '[global\n' }).broken).toBe(true);
  expect(read({ 'smb.conf': '[a]\nwords\n' }).broken).toBe(true);
  expect(read({}).broken).toBe(true);
});
