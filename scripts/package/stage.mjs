import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @import { Entry } from './layout.mjs' */

/**
 * Writes a tree into a directory that is still empty, with the modes that it is to have on the host,
 * whatever umask and file system say.
 * @param {readonly Entry[]} entries
 * @param {string} directory
 */
export function stage(entries, directory) {
  for (const entry of entries) {
    const path = join(directory, entry.path);
    makeDirectory(directory, dirname(entry.path));
    if (entry.link !== undefined) symlinkSync(entry.link, path);
    else if (entry.from !== undefined) copy(entry.from, path);
    else if (entry.text !== undefined) write(path, entry.gzip ? gzip(entry.text) : entry.text);
    else makeDirectory(directory, entry.path);
  }
}

/** @param {string} base @param {string} path below it, or '.' */
function makeDirectory(base, path) {
  if (path !== '.') makeDirectory(base, dirname(path));
  mkdirSync(join(base, path), { recursive: true });
  chmodSync(join(base, path), 0o755);
}

/** @param {string} from @param {string} path */
function copy(from, path) {
  copyFileSync(from, path);
  chmodSync(path, statSync(from).mode & 0o111 ? 0o755 : 0o644);
}

/** @param {string} path @param {string | Buffer} content */
function write(path, content) {
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

/**
 * As `gzip -9n`: without name and time. By gzip itself, which Debian's tools compare with.
 * @param {string} text
 */
function gzip(text) {
  const { status, stdout } = spawnSync('gzip', ['-9n'], { input: text, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error('cannot compress: gzip does not run');
  return stdout;
}
