// What is left of a file when the power goes while it is written: whatever the disk has of it by then, it
// is the old file or the new one. PHOENIX_RUNS=10000 tries more moments.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeAtomically } from './write.ts';

/** What a disk hears, by the inodes of the files; names are those within the one directory. */
type Heard =
  | { is: 'made'; name: string; inode: number }
  | { is: 'written'; inode: number; bytes: Buffer }
  | { is: 'synced'; inode: number }
  | { is: 'renamed'; from: string; to: string }
  | { is: 'removed'; name: string };

const heard: Heard[] = vi.hoisted(() => []);

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const inodeOf = (file: number) => real.fstatSync(file).ino;
  return {
    ...real,
    openSync(path: string, flags: fs.OpenMode, mode?: fs.Mode) {
      const file = real.openSync(path, flags, mode);
      if (flags === 'wx') heard.push({ is: 'made', name: nameOf(path), inode: inodeOf(file) });
      return file;
    },
    writeSync(file: number, bytes: Buffer, from: number) {
      // As a disk that is nearly full does: not all at once.
      const part = bytes.subarray(from, from + Math.ceil((bytes.length - from) / 2));
      const count = real.writeSync(file, part);
      heard.push({ is: 'written', inode: inodeOf(file), bytes: part.subarray(0, count) });
      return count;
    },
    fsyncSync(file: number) {
      real.fsyncSync(file);
      heard.push({ is: 'synced', inode: inodeOf(file) });
    },
    renameSync(from: string, to: string) {
      real.renameSync(from, to);
      heard.push({ is: 'renamed', from: nameOf(from), to: nameOf(to) });
    },
    rmSync(path: string, options: fs.RmOptions) {
      if (real.lstatSync(path, { throwIfNoEntry: false }) !== undefined)
        heard.push({ is: 'removed', name: nameOf(path) });
      real.rmSync(path, options);
    },
  };
});

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(join(tmpdir(), 'phoenix-power-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

const text = fc.string({ maxLength: 40 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a file is the old one or the new one, whenever the power goes', () => {
  const path = join(directory, '950.conf');
  const property = fc.property(
    fc.option(text, { nil: undefined }),
    text,
    share,
    share,
    share,
    (before, after, moment, names, data) => {
      fs.rmSync(path, { force: true });
      if (before !== undefined) fs.writeFileSync(path, before);
      const inode = fs.lstatSync(path, { throwIfNoEntry: false })?.ino;
      heard.length = 0;
      writeAtomically(path, after);
      const cut = Math.round(moment * heard.length);
      const left = afterCut(heard.slice(0, cut), { names, data }, inode, before);
      if (cut === heard.length) expect(left).toBe(after);
      else expect([before, after]).toContain(left);
    },
  );
  fc.assert(property);
});

/**
 * The content of the file after a power cut. Changes of names are kept in their order, up to any one
 * that the directory was not synced after; of what was written into a file, any part since its last
 * sync is lost.
 */
function afterCut(
  events: readonly Heard[],
  kept: { names: number; data: number },
  inode: number | undefined,
  before: string | undefined,
): string | undefined {
  const own = fs.statSync(directory).ino;
  const syncedAt = events.findLastIndex((one) => one.is === 'synced' && one.inode === own);
  const last = syncedAt + Math.round(kept.names * (events.length - 1 - syncedAt));
  const names = new Map(inode === undefined ? [] : [['950.conf', inode]]);
  for (const event of events.slice(0, last + 1)) rename(names, event);
  const now = names.get('950.conf');
  if (now === undefined) return undefined;
  if (now === inode) return before;
  const sync = events.findLastIndex((one) => one.is === 'synced' && one.inode === now);
  const safe = written(events.slice(0, Math.max(sync, 0)), now);
  const risked = written(events.slice(Math.max(sync, 0)), now);
  const part = risked.subarray(0, Math.round(kept.data * risked.length));
  return Buffer.concat([safe, part]).toString();
}

function rename(names: Map<string, number>, event: Heard): void {
  if (event.is === 'made') names.set(event.name, event.inode);
  if (event.is === 'removed') names.delete(event.name);
  if (event.is !== 'renamed') return;
  const inode = names.get(event.from);
  names.delete(event.from);
  if (inode !== undefined) names.set(event.to, inode);
}

function written(events: readonly Heard[], inode: number): Buffer {
  return Buffer.concat(
    events.flatMap((one) => (one.is === 'written' && one.inode === inode ? [one.bytes] : [])),
  );
}
