import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file with the text of an fstab, below `directory`: mount(8) reads regular files only. It is
 * named by its content, so that the next command that needs the same mounts finds it there.
 */
export function tableFile(directory: string, text: string): string {
  const folder = join(directory, 'mounts');
  const file = join(folder, createHash('sha1').update(text).digest('hex'));
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
