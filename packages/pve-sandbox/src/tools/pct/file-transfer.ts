import { chmodSync, lchownSync } from 'node:fs';
import type { GuestMount } from '../../guest/binds.ts';
import { readText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { resolveInTree } from '../../state/resolve-in-tree.ts';
import type { Params } from '../cli/arguments.ts';

/** The mode that `--perms` means. @throws Refusal as the job of push and pull words it */
export function fileMode(params: Params): number | undefined {
  const text = params.get('perms');
  if (text === undefined) return undefined;
  const octal = text.startsWith('0') ? text : `0${text}`;
  if (!/^0[0-7]{3,4}$/.test(octal)) throw new Refusal(`invalid mode: '${octal}'`);
  return Number.parseInt(octal, 8);
}

/** An id from its number, or from a name by the passwd or group file at `table`. */
export function ownerId(
  text: string | undefined,
  kind: 'uid' | 'gid',
  table: string,
): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const line = (readText(table) ?? '').split('\n').find((each) => each.startsWith(`${text}:`));
  const id = line?.split(':')[2];
  if (id === undefined) throw new Refusal(`failed to get ${kind} for: ${text}`);
  return Number(id);
}

/**
 * Gives a file its mode and owner. In a namespace with a single user, other owners do not exist:
 * the file stays with that user.
 */
export function giveTo(
  path: string,
  mode: number | undefined,
  uid: number | undefined,
  gid: number | undefined,
): void {
  if (mode !== undefined) chmodSync(path, mode);
  if (uid === undefined && gid === undefined) return;
  try {
    lchownSync(path, uid ?? 0, gid ?? 0);
  } catch {
    // See above.
  }
}

/** Where a guest's file lies on the host. */
export const guestFile = (tree: string, path: string, mounts: readonly GuestMount[]): string =>
  hostPath(resolveInTree(tree, path, mounts));
