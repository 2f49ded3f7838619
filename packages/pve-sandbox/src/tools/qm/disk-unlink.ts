import type { Params } from '../cli/arguments.ts';
import type { Handler } from '../cli/dispatch.ts';
import { setVm } from './set.ts';

/** `qm disk unlink`: a `qm set --delete` of drives. */
export const diskUnlink: Handler = async ({ params }, { usage }) => {
  const given: Params = new Map([['delete', params.get('idlist') ?? '']]);
  const force = params.get('force');
  if (force !== undefined) given.set('force', force);
  await setVm(Number(params.get('vmid')), given, usage);
};
