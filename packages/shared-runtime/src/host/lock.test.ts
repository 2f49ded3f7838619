import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lockHolder, tryLock } from './lock.ts';
import { realHost } from './real-host.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  path = join(dir, 'deep/er/lxc-950.lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('one holder at a time, who is named while he holds it', () => {
  const me = { pid: process.pid, command: 'lxc-manager create 950', since: '2026-01-01T10:00:00Z' };
  const held = tryLock(path, me);
  expect(held).toBeDefined();
  expect(tryLock(path, { ...me, pid: 1 })).toBeUndefined();
  expect(lockHolder(realHost(), path)).toEqual(me);
  held?.release();
  held?.release();
  expect(lockHolder(realHost(), path)).toBeUndefined();
  const again = tryLock(path);
  expect(again).toBeDefined();
  again?.release();
});

test('no child inherits it', async () => {
  const held = tryLock(path);
  const child = spawn('sleep', ['30'], { detached: true, stdio: 'ignore' });
  held?.release();
  const again = tryLock(path);
  expect(again).toBeDefined();
  again?.release();
  child.kill();
  await once(child, 'exit');
});

test('death of the holder frees it at once', async () => {
  const module = join(import.meta.dirname, 'lock.ts');
  const script = `import { tryLock } from ${JSON.stringify(module)};
    tryLock(${JSON.stringify(path)}, { pid: process.pid, command: 'x', since: 'y' });
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(tryLock(path)).toBeUndefined();
  expect(readFileSync(path, 'utf8')).toContain(String(child.pid));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const again = tryLock(path);
  expect(again).toBeDefined();
  again?.release();
});

test('a link, a pipe or a directory in the place of the lock is refused and left as it is', () => {
  const me = { pid: process.pid, command: 'lxc-manager create 950', since: '2026-01-01T10:00:00Z' };
  const victim = join(dir, 'victim');
  writeFileSync(victim, 'precious');
  mkdirSync(join(dir, 'deep/er'), { recursive: true });
  symlinkSync(victim, path);
  expect(() => tryLock(path, me)).toThrow('is no plain file of root alone');
  rmSync(path);
  execFileSync('mkfifo', [path]);
  expect(() => tryLock(path, me)).toThrow('is no plain file of root alone');
  rmSync(path);
  mkdirSync(path);
  expect(() => tryLock(path, me)).toThrow('is no plain file of root alone');
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});

test('a directory in which others could plant something is refused', () => {
  const me = { pid: process.pid, command: 'lxc-manager create 950', since: '2026-01-01T10:00:00Z' };
  const directory = join(dir, 'deep/er');
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o777);
  expect(() => tryLock(path, me)).toThrow('is no directory of root alone');
  rmSync(directory, { recursive: true });
  writeFileSync(directory, '');
  expect(() => tryLock(path, me)).toThrow('a part of the path is not a directory');
});
