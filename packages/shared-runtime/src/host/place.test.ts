import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realHost } from './real-host.ts';

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

/** Somebody else: nobody. */
const OTHER = 65_534;
const host = realHost();
let dir: string;
let victim: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  chmodSync(dir, 0o755);
  victim = join(dir, 'victim');
  mkdirSync(victim);
  writeFileSync(join(victim, 'file'), 'precious');
});
afterEach(() => rmSync(dir, { recursive: true }));

function link(target: string, path: string, owner = OTHER) {
  symlinkSync(target, path);
  lchownSync(path, owner, owner);
}

function directoryOfOthers(name: string): string {
  const path = join(dir, name);
  mkdirSync(path);
  chownSync(path, OTHER, OTHER);
  return path;
}

/** All that changes a path, each about one that the name of its file is added to. */
const changes: Record<string, (path: string) => unknown> = {
  write: (path) => host.write(`${path}/file`, 'changed'),
  append: (path) => host.append(`${path}/file`, 'changed'),
  'make a directory': (path) => host.makeDirectory(`${path}/new/er`, 0o777),
  remove: (path) => host.remove(`${path}/file`),
  'rename from': (path) => host.rename(`${path}/file`, `${dir}/stolen`),
  'rename to': (path) => {
    writeFileSync(join(dir, 'x'), 'changed');
    host.rename(`${dir}/x`, `${path}/file`);
  },
  lock: (path) => host.tryLock(`${path}/file`),
  'read in place': (path) => host.readInPlace(`${path}/file`),
};

describe.runIf(process.getuid?.() === 0)('a stranger', () => {
  it.each(Object.entries(changes))('has made a link on the way: %s', (_, change) => {
    const path = join(dir, 'link');
    link(victim, path);
    expect(() => change(path)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /^cannot .*: \S*\/link is a link that others than root can change$/,
        ),
        hint: `see who made it (ls -ld ${path}), then take it away or name the path that it leads to`,
      }),
    );
    expect(readdirSync(victim)).toEqual(['file']);
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious');
  });

  it('owns the directory in which a link of root lies, and could have moved it there', () => {
    const path = join(directoryOfOthers('theirs'), 'link');
    link(victim, path, 0);
    expect(() => host.write(`${path}/file`, '')).toThrow('a link that others than root can change');
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious');
  });

  it('has made a link in the place of a directory', () => {
    link(join(dir, 'victim'), join(dir, 'new'));
    expect(() => host.makeDirectory(join(dir, 'new'), 0o777, { uid: OTHER, gid: OTHER })).toThrow(
      `cannot make directory ${dir}/new: ${dir}/new is a link that others than root can change`,
    );
    expect(statSync(victim)).toMatchObject({ uid: 0 });
  });

  it('has made links to links', () => {
    link('b', join(dir, 'a'), 0);
    link('a', join(dir, 'b'), 0);
    expect(() => host.write(join(dir, 'a/file'), '')).toThrow('links lead in a circle');
  });

  it('has a directory: it is written into, and what is linked there replaced', () => {
    const theirs = directoryOfOthers('theirs');
    link(join(victim, 'file'), join(theirs, 'file'));
    // Whoever writes under a name that is known can be kept from it.
    link(victim, join(theirs, '.file.phoenix-tmp'));
    host.write(join(theirs, 'file'), 'new', 0o600);
    expect(host.info(join(theirs, 'file'))).toMatchObject({ kind: 'file', uid: 0, mode: 0o600 });
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious');
    expect(readdirSync(theirs).sort()).toEqual(['.file.phoenix-tmp', 'file']);
  });

  it('has a directory: what is to be theirs is, and a file that was theirs stays so', () => {
    const theirs = directoryOfOthers('theirs');
    const owner = { uid: OTHER, gid: OTHER };
    host.makeDirectory(join(theirs, '.ssh'), 0o700, owner);
    host.write(join(theirs, '.ssh/keys'), '', 0o600, owner);
    writeFileSync(join(theirs, 'file'), 'old');
    chownSync(join(theirs, 'file'), OTHER, OTHER);
    host.write(join(theirs, 'file'), 'new');
    for (const name of ['.ssh', '.ssh/keys', 'file'])
      expect(host.info(join(theirs, name))).toMatchObject({ uid: OTHER, gid: OTHER });
  });

  it('may write to a directory: to have put a file there makes no owner of what replaces it', () => {
    const shared = join(dir, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    writeFileSync(join(shared, 'file'), '');
    chownSync(join(shared, 'file'), OTHER, OTHER);
    host.write(join(shared, 'file'), 'secret', 0o600);
    expect(host.info(join(shared, 'file'))).toMatchObject({ uid: 0, mode: 0o600 });
    // Where only root could have put it, that somebody owns it is meant.
    chmodSync(shared, 0o755);
    chownSync(join(shared, 'file'), OTHER, OTHER);
    host.write(join(shared, 'file'), 'text');
    expect(host.info(join(shared, 'file'))).toMatchObject({ uid: OTHER });
  });

  it('may have moved the directory of a third there: it is not given away', () => {
    const theirs = directoryOfOthers('theirs');
    mkdirSync(join(theirs, 'moved'), { mode: 0o700 });
    expect(() => host.makeDirectory(join(theirs, 'moved'), 0o755, { uid: 5, gid: 5 })).toThrow(
      'is there already, where others than root can put what they like',
    );
    expect(statSync(join(theirs, 'moved'))).toMatchObject({ uid: 0 });
    expect(statSync(join(theirs, 'moved')).mode & 0o777).toBe(0o700);
  });

  it.each(['link', 'pipe', 'hard link', 'directory', "stranger's file"])(
    'has put something in the place of a file that is added to: %s',
    (what) => {
      const path = join(dir, 'log');
      if (what === 'link') symlinkSync(join(victim, 'file'), path);
      else if (what === 'pipe') execFileSync('mkfifo', [path]);
      else if (what === 'directory') mkdirSync(path);
      else if (what === 'hard link') linkSync(join(victim, 'file'), path);
      else {
        writeFileSync(path, 'theirs');
        chownSync(path, OTHER, OTHER);
      }
      expect(() => host.append(path, 'changed')).toThrow(
        expect.objectContaining({
          message: `cannot write ${path}: ${path} is no plain file of root alone`,
          hint: `see who made it (ls -ld ${path}), then type rm -r ${path}`,
        }),
      );
      expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious');
    },
  );

  it('swaps a directory for a link in a loop: nothing comes where it leads', async () => {
    const theirs = directoryOfOthers('theirs');
    const script = `const fs = require('node:fs');
      process.chdir(process.argv[1]);
      process.stdout.write('on');
      for (let n = 0; ; n += 1) {
        try { fs.symlinkSync(process.argv[2], 'a'); } catch {}
        try { fs.renameSync('a', 'old' + (n % 2)); } catch {}
        try { fs.mkdirSync('a', 0o777); } catch {}
        try { fs.renameSync('a', 'x' + n); } catch {}
        try { fs.unlinkSync('old' + (n % 2)); } catch {}
      }`;
    const stranger = spawn(process.execPath, ['-e', script, theirs, victim], {
      uid: OTHER,
      gid: OTHER,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(stranger.stdout, 'data');
    const came = { there: 0, refused: 0 };
    for (let round = 0; round < 1000; round += 1) {
      try {
        host.write(join(theirs, 'a/file'), 'changed', 0o600);
        host.makeDirectory(join(theirs, 'a/new'), 0o700, { uid: OTHER, gid: OTHER });
        came.there += 1;
      } catch {
        came.refused += 1;
      }
    }
    stranger.kill('SIGKILL');
    await once(stranger, 'close');
    expect(readdirSync(victim)).toEqual(['file']);
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious');
    expect(came.there + came.refused).toBe(1000);
  });
});

it('what root or we have linked is gone along', () => {
  symlinkSync('victim', join(dir, 'link'));
  host.write(join(dir, 'link/file'), 'changed');
  host.append(join(dir, 'link/../link/./file'), '!');
  host.makeDirectory(join(dir, 'link/new'), 0o700);
  host.remove(join(dir, 'link/new'));
  expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('changed!');
  expect(readdirSync(victim)).toEqual(['file']);
  symlinkSync('victim/made', join(dir, 'to-directory'));
  host.makeDirectory(join(dir, 'to-directory'), 0o700);
  expect(host.info(join(victim, 'made'))).toMatchObject({ kind: 'directory', mode: 0o700 });
  symlinkSync('link/file', join(dir, 'to-file'));
  expect(host.readInPlace(join(dir, 'to-file'))).toBe('changed!');
});

it('what is in the way is named as it was typed', () => {
  expect(() => host.write(join(victim, 'file/x'), '')).toThrow(
    expect.objectContaining({
      message: `cannot write ${victim}/file/x: a part of the path is not a directory`,
      hint: `see what is there: namei -l ${victim}/file`,
    }),
  );
  expect(host.readInPlace(join(dir, 'none/x'))).toBeUndefined();
  expect(host.readInPlace(join(victim, 'file'))).toBe('precious');
});

it('no handle stays open', () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  symlinkSync('victim', join(dir, 'link'));
  for (const path of [join(dir, 'link'), victim, join(dir, 'none'), join(victim, 'file')]) {
    for (const change of Object.values(changes)) {
      try {
        const held = change(path);
        if (typeof held === 'object' && held !== null && 'release' in held)
          (held as { release(): void }).release();
      } catch {
        // Refused, and nothing held.
      }
    }
  }
  expect(open()).toBe(before);
});
