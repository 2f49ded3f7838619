import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shellScript } from './commands.ts';
import { Report } from './report.ts';
import { readUserData } from './user-data.ts';

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tree-'));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

const log = () => readFileSync(join(tree, 'var/log/cloud-init.log'), 'utf8');
const word = () => readFileSync(join(tree, 'run/cloud-init/pve-sandbox/word'), 'utf8');

test('the first line tells what user-data is', () => {
  const report = new Report(tree, '');
  expect(readUserData('#cloud-config\nhostname: a\n', report).config).toEqual({ hostname: 'a' });
  expect(readUserData('#!/bin/sh\ntrue\n', report).script).toBe('#!/bin/sh\ntrue\n');
  expect(readUserData('', report)).toEqual({ config: {} });
  report.write('done');
  expect(word()).toBe('done 0\n');
});

test.each([
  ['hostname: a\n', 'Unhandled non-multipart'],
  ['\n#cloud-config\nhostname: a\n', 'Unhandled non-multipart'],
  ['#cloud-config\na: [b\n', 'Failed loading yaml blob'],
  ['#cloud-config\n- a\n', 'root types'],
])('%j is ignored, which the log says', (source, words) => {
  const report = new Report(tree, '');
  expect(readUserData(source, report).config).toEqual({});
  expect(log()).toContain(words);
  report.write('done');
  expect(word()).toBe('done 2\n');
});

test('YAML is read as version 1.1, and the last of equal keys counts', () => {
  const source = '#cloud-config\na: yes\nb: 0644\nc: 1\nc: 2\n';
  expect(readUserData(source, new Report(tree, '')).config).toEqual({ a: true, b: 0o644, c: 2 });
});

test('a module that failed makes the status an error', () => {
  const report = new Report(tree, 'DataSourceNoCloud');
  report.fail('scripts_user', "RuntimeError('x')");
  report.write('done');
  expect(word()).toBe('error 1\n');
  const result = readFileSync(join(tree, 'run/cloud-init/result.json'), 'utf8');
  expect(JSON.parse(result).v1.errors).toEqual(["('scripts_user', RuntimeError('x'))"]);
});

test('commands become the script that cloud-init makes of them', () => {
  expect(shellScript([['echo', "it's"], 'echo $HOME'])).toBe(
    "#!/bin/sh\n'echo' 'it'\\''s'\necho $HOME\n",
  );
  expect(() => shellScript([true])).toThrow(/Unable to shellify/);
});
