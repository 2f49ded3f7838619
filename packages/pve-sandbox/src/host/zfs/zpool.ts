import { err } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { needModule } from './module.ts';
import { zpoolAdd, zpoolCreate } from './zpool-create.ts';
import {
  zpoolDestroy,
  zpoolExport,
  zpoolImport,
  zpoolLabelclear,
  zpoolSet,
} from './zpool-import.ts';
import { zpoolGet, zpoolList } from './zpool-list.ts';
import { zpoolStatus } from './zpool-status.ts';

const verbs: Record<string, (args: readonly string[]) => number> = {
  add: zpoolAdd,
  create: zpoolCreate,
  destroy: zpoolDestroy,
  export: zpoolExport,
  get: zpoolGet,
  import: zpoolImport,
  labelclear: zpoolLabelclear,
  list: zpoolList,
  set: zpoolSet,
  status: zpoolStatus,
};

/** zpool: the pools of the host. */
export const zpool = answering(([verb, ...rest]) => {
  needModule();
  const run = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (run !== undefined) return run(rest);
  err(verb === undefined ? 'missing command\n' : `unrecognized command '${verb}'\n`);
  err("usage: zpool command args ...\nFor more help, use 'zpool help [<command>]'.\n");
  return 2;
});
