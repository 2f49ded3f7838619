import type { GuestConf } from '../../state/guest-conf.ts';
import { storedNet } from '../../state/hwaddr.ts';
import { mountPoint } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { contentTypes, enabledStorage } from '../../state/storage-cfg.ts';
import { err } from '../../state/talk.ts';
import { splitVolid } from '../../state/volume-ids.ts';
import type { Params } from '../cli/arguments.ts';
import { uniqueTags } from './tags.ts';

const required = new Set(['memory', 'rootfs', 'ostype']);

/** Refuses the whole call for one option that may never change. */
export function refuseReadOnly(
  conf: GuestConf,
  id: number,
  changes: Params,
  deletes: readonly string[],
): void {
  const isProtected = conf.values.get('protection') === '1';
  for (const key of deletes.filter((name) => isSet(conf, name))) {
    if (required.has(key)) throw new Refusal(`unable to delete required option '${key}'`);
    if (key === 'unprivileged') throw new Refusal(`unable to delete read-only option: '${key}'`);
    if (isProtected && /^(?:unused|mp)\d+$/.test(key)) {
      throw new Refusal(`can't remove CT ${id} drive '${key}' - protection mode enabled`);
    }
  }
  for (const [key, value] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key === 'unprivileged') throw new Refusal(`unable to modify read-only option: '${key}'`);
    if (!/^(?:mp\d+|rootfs)$/.test(key)) continue;
    if (isProtected) {
      throw new Refusal(`can't update CT ${id} drive '${key}' - protection mode enabled`);
    }
    refuseContent(mountPoint(key, value));
  }
}

function refuseContent({ source, type }: ReturnType<typeof mountPoint>): void {
  if (type !== 'volume') return;
  const { storeId } = splitVolid(source);
  if (!contentTypes(enabledStorage(storeId)).includes('rootdir')) {
    throw new Refusal(`storage '${storeId}' does not allow content type 'rootdir' (Container)`);
  }
}

const isSet = (conf: GuestConf, key: string): boolean =>
  conf.values.has(key) ||
  conf.pending.values.has(key) ||
  (key === 'description' && conf.description !== undefined);

/** Enters changes and deletions as pending; what says nothing new is left out. */
export async function takeIntoPending(
  conf: GuestConf,
  changes: Params,
  deletes: readonly string[],
): Promise<void> {
  const { pending } = conf;
  const removed = new Set(pending.delete ?? []);
  for (const key of deletes) {
    if (!isSet(conf, key)) {
      err(`cannot delete '${key}' - not set in current configuration!\n`);
      continue;
    }
    if (conf.values.has(key) || key === 'description') removed.add(key);
  }
  for (const [key, value] of changes) {
    removed.delete(key);
    if (key === 'description') {
      pending.description = value;
      continue;
    }
    pending.values.set(key, stored(key, value));
  }
  for (const [key, value] of pending.values) {
    if (conf.values.get(key) === value) pending.values.delete(key);
  }
  pending.delete = [...removed];
}

function stored(key: string, value: string): string {
  if (key === 'tags') return uniqueTags(value);
  return /^net\d+$/.test(key) ? storedNet(value) : value;
}
