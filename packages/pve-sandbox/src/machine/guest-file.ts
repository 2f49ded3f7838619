import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { insidePath } from '../guest/inside-path.ts';
import { hostPath } from '../state/paths.ts';

/** Where a guest's absolute path lies, its own links followed inside of its tree. */
export const inTree = (tree: string, path: string): string => insidePath(hostPath(tree), path);

/** The text of a guest's file; empty where there is none. */
export function readGuestFile(tree: string, path: string): string {
  const file = inTree(tree, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** How a guest's file is written. */
export type Written = {
  mode?: number;
  uid?: number;
  gid?: number;
  append?: boolean;
  /** Aside, then moved into place, so that no reader sees half of it. */
  whole?: boolean;
};

/** Writes a guest's file with its directories; a mode is only given where one is named. */
export function writeGuestFile(
  tree: string,
  path: string,
  content: string | Uint8Array,
  { mode, uid, gid, append = false, whole = false }: Written = {},
): void {
  const file = inTree(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  const written = whole ? `${file}.tmp.${process.pid}` : file;
  writeFileSync(written, content, { flag: append ? 'a' : 'w' });
  if (whole) renameSync(written, file);
  if (mode !== undefined) chmodSync(file, mode);
  giveTo(file, uid, gid);
}

/** Gives a file to somebody; where only one user exists, it stays with that one. */
export function giveTo(file: string, uid: number | undefined, gid: number | undefined): void {
  if (uid === undefined && gid === undefined) return;
  try {
    lchownSync(file, uid ?? 0, gid ?? 0);
  } catch {
    // A name space with a single user.
  }
}

/** Makes a link in a guest's tree, in the place of another one; what it leads to is the guest's. */
export function writeGuestLink(tree: string, path: string, target: string): void {
  const link = join(inTree(tree, dirname(path)), basename(path));
  mkdirSync(dirname(link), { recursive: true });
  // rmSync would take a link that leads nowhere on the host for nothing.
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link);
}
