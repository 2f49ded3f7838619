import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exposureOf } from './exposure.ts';

const OTHER = 65_534;
let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  file = join(dir, 'etc/config.json');
  mkdirSync(join(dir, 'etc'));
  writeFileSync(file, '{}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

// The directory for temporary files is everybody's, and sticky.
it('what only root and we can change', () => {
  symlinkSync('etc', join(dir, 'link'));
  expect(exposureOf(file)).toBeUndefined();
  expect(exposureOf(join(dir, 'link/../link/config.json'))).toBeUndefined();
  expect(exposureOf(join(dir, 'none/at/all'))).toBeUndefined();
  expect(exposureOf(join(file, 'below/a/file'))).toBeUndefined();
  expect(exposureOf(join(dir, 'x'.repeat(300)))).toBeUndefined();
});

it('everybody may write to the file, or to a directory above', () => {
  chmodSync(file, 0o646);
  expect(exposureOf(file)).toEqual({
    path: file,
    by: 'everybody',
    repair: ['chmod', 'o-w'],
    isOfGroup: false,
  });
  chmodSync(join(dir, 'etc'), 0o777);
  expect(exposureOf(file)).toMatchObject({ path: join(dir, 'etc') });
  // Sticky: what is there stays what it is.
  chmodSync(join(dir, 'etc'), 0o1777);
  chmodSync(file, 0o644);
  expect(exposureOf(file)).toBeUndefined();
});

describe.runIf(process.getuid?.() === 0)('others', () => {
  it('own the file, a directory above, or a link to it', () => {
    chownSync(file, OTHER, OTHER);
    expect(exposureOf(file)).toEqual({
      path: file,
      by: 'uid 65534',
      repair: ['chown', 'root:'],
      isOfGroup: false,
    });
    chownSync(join(dir, 'etc'), OTHER, OTHER);
    expect(exposureOf(file)).toMatchObject({ path: join(dir, 'etc') });
    symlinkSync('etc', join(dir, 'link'));
    lchownSync(join(dir, 'link'), OTHER, OTHER);
    expect(exposureOf(join(dir, 'link/config.json'))).toMatchObject({ path: join(dir, 'link') });
  });

  it('are in a group that may write: told when there is nothing worse', () => {
    chownSync(join(dir, 'etc'), 0, OTHER);
    chmodSync(join(dir, 'etc'), 0o775);
    expect(exposureOf(file)).toEqual({
      path: join(dir, 'etc'),
      by: 'group 65534',
      repair: ['chmod', 'g-w'],
      isOfGroup: true,
    });
    chmodSync(file, 0o666);
    expect(exposureOf(file)).toMatchObject({ path: file, by: 'everybody' });
  });

  it('have typed sudo', () => {
    chownSync(file, OTHER, OTHER);
    vi.stubEnv('SUDO_UID', String(OTHER));
    expect(exposureOf(file)).toBeUndefined();
  });
});
