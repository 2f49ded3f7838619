import { err } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { needModule } from './module.ts';
import { zfsCreate } from './zfs-create.ts';
import { zfsDestroy, zfsSnapshot } from './zfs-destroy.ts';
import { zfsGet, zfsList } from './zfs-list.ts';
import { zfsMount, zfsUnmount } from './zfs-mount.ts';
import { zfsInherit, zfsSet } from './zfs-set.ts';

const verbs: Record<string, (args: readonly string[]) => number> = {
  create: zfsCreate,
  destroy: zfsDestroy,
  get: zfsGet,
  inherit: zfsInherit,
  list: zfsList,
  mount: zfsMount,
  set: zfsSet,
  snapshot: zfsSnapshot,
  umount: zfsUnmount,
  unmount: zfsUnmount,
};

/** zfs: the datasets of the host. */
export const zfs = answering(([verb, ...rest]) => {
  needModule();
  const run = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (run !== undefined) return run(rest);
  err(verb === undefined ? 'missing command\n' : `unrecognized command '${verb}'\n`);
  err("usage: zfs command args ...\nFor more help, use 'zfs help [<command>]'.\n");
  return 2;
});
