import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  mkdirSync(join(root, 'guest/var/lib'), { recursive: true });
  mkdirSync(join(root, 'host'));
  writeFileSync(join(root, 'host/secret'), 'secret');
});
afterEach(() => rmSync(root, { recursive: true }));

const below = () => Object.fromEntries(filesBelow(join(root, 'guest'), '/var/lib/phoenix', 100));

it('plain files that are small enough, and nothing else', () => {
  const directory = join(root, 'guest/var/lib/phoenix');
  mkdirSync(join(directory, 'directory'), { recursive: true });
  writeFileSync(join(directory, 'record'), 'done');
  writeFileSync(join(directory, 'large'), '');
  truncateSync(join(directory, 'large'), 101);
  symlinkSync('../../../../host/secret', join(directory, 'link'));
  execFileSync('mkfifo', [join(directory, 'pipe')]);
  expect(below()).toEqual({ record: 'done' });
});

it.each(['var', 'var/lib', 'var/lib/phoenix'])('%s is a link to the host', (name) => {
  rmSync(join(root, 'guest', name), { recursive: true, force: true });
  symlinkSync(join(root, 'host'), join(root, 'guest', name));
  expect(below()).toEqual({});
});

it('nothing is there', () => {
  expect(below()).toEqual({});
  rmSync(join(root, 'guest'), { recursive: true });
  expect(below()).toEqual({});
});

it('the root itself may be a link: that of the files of a process is one', () => {
  symlinkSync('guest', join(root, 'link'));
  mkdirSync(join(root, 'guest/a'));
  writeFileSync(join(root, 'guest/a/record'), 'done');
  expect([...filesBelow(join(root, 'link'), '/a', 100)]).toEqual([['record', 'done']]);
});
