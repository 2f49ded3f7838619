import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realHost } from './real-host.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

const host = realHost();
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('what is not there is no error', () => {
  const path = join(dir, 'none');
  expect([host.read(path), host.info(path), host.hash(path), host.exists(path)]).toEqual([
    undefined,
    undefined,
    undefined,
    false,
  ]);
  expect(host.list(path)).toEqual([]);
  host.remove(path);
});

test('what cannot be read is named with the reason, and where to look', () => {
  expect(() => host.read(dir)).toThrow(
    expect.objectContaining({
      message: `cannot read ${dir}: it is a directory`,
      hint: `see what is there: namei -l ${dir}`,
    }),
  );
});

test('a file is written whole, with its mode, beside what a killed write left', () => {
  const path = join(dir, 'sub/950.conf');
  mkdirSync(join(dir, 'sub'));
  writeFileSync(join(dir, 'sub/.950.conf.phoenix-tmp'), 'half of someth');
  host.write(path, 'one\n', 0o640);
  host.write(path, 'ünö\n', 0o600);
  expect(readFileSync(path, 'utf8')).toBe('ünö\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(dir, 'sub'))).toEqual(['950.conf']);
});

test('a directory gets its mode whatever it had before', () => {
  const path = join(dir, 'a/b');
  host.makeDirectory(path, 0o700);
  chmodSync(path, 0o755);
  host.makeDirectory(path, 0o2750);
  expect(host.info(path)).toMatchObject({ kind: 'directory', mode: 0o2750 });
  host.write(join(dir, 'file'), '');
  expect(() => host.makeDirectory(join(dir, 'file'), 0o755)).toThrow(
    `cannot make directory ${dir}/file: ${dir}/file is there, and no directory`,
  );
});

test('a directory may be made by several processes at the same moment', async () => {
  const files = new URL('./make-directory.ts', import.meta.url).href;
  const script = `const { makeDirectory } = await import(${JSON.stringify(files)});
    while (Date.now() < Number(process.argv[1])) {}
    for (let n = 0; n < 500; n += 1) makeDirectory(process.argv[2] + '/' + n, 0o700);`;
  const start = `${Date.now() + 1500}`;
  const run = promisify(execFile);
  await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '-e', script, start, dir])),
  );
  expect(readdirSync(dir)).toHaveLength(500);
});

test('links are told and not followed; hash and programs are found', () => {
  writeFileSync(join(dir, 'x'), 'abc');
  symlinkSync('x', join(dir, 'link'));
  expect(host.info(join(dir, 'link'))?.kind).toBe('link');
  expect(host.hash(join(dir, 'x'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(host.program('sh')).toMatch(/\/sh$/);
  expect(host.program('no-such-program-here')).toBeUndefined();
  expect(host.program(join(dir, 'x'))).toBeUndefined();
});

test('a query answers merged output, standard output alone, and ends at its timeout', async () => {
  expect(await host.query(['sh', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({
    exit: 7,
    output: expect.stringMatching(/^(out\nerr|err\nout)\n$/),
    stdout: 'out\n',
    timedOut: false,
  });
  expect(await host.query(['sleep', '10'], { timeout: 0.1 })).toMatchObject({
    exit: 143,
    timedOut: true,
  });
  await expect(host.query(['no-such-program-here'])).rejects.toThrow('there is no such program');
});

test('sleep ends early when aborted', async () => {
  const abort = new AbortController();
  const start = host.now();
  setTimeout(() => abort.abort(), 20);
  await host.sleep(30, abort.signal);
  expect(host.now() - start).toBeLessThan(5000);
});

test('what would hold the reader for ever is refused', () => {
  const pipe = join(dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero']) {
    expect(() => host.read(path)).toThrow(`cannot read ${path}: it is no plain file`);
    expect(() => host.hash(path)).toThrow(`cannot read ${path}: it is no plain file`);
  }
  const huge = join(dir, 'huge');
  writeFileSync(huge, '');
  truncateSync(huge, 65 * 1024 * 1024);
  expect(() => host.read(huge)).toThrow('it is larger than 64 MiB');
  expect(host.hash(huge)).toHaveLength(64);
  expect(host.read('/proc/self/stat')).toContain(String(process.pid));
});

test('a piece of a file is read where it lies, and nothing behind its end', () => {
  const path = join(dir, 'bytes');
  writeFileSync(path, Uint8Array.of(0, 200, 255, 10, 7));
  expect([...(host.readPiece(path, 1, 3) ?? [])]).toEqual([200, 255, 10]);
  expect([...(host.readPiece(path, 3, 100) ?? [])]).toEqual([10, 7]);
  expect(host.readPiece(path, 9, 1)).toHaveLength(0);
  expect(host.readPiece(join(dir, 'none'), 0, 1)).toBeUndefined();
});

test('a rename replaces what has the name; one that cannot be is explained', () => {
  const [from, to] = [join(dir, 'from'), join(dir, 'to')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  host.rename(from, to);
  expect([host.read(from), host.read(to)]).toEqual([undefined, 'new']);
  expect(() => host.rename(from, to)).toThrow(`cannot rename ${from} to ${to}: no such file`);
});
