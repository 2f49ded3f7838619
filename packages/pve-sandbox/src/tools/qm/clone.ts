import { exists } from '../../state/files.ts';
import { nodeName, qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm clone`: only the refusal of a machine that is not there. */
export const clone: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!exists(qemuConf(id))) {
    throw new Refusal(`unable to find configuration file for VM ${id} on node '${nodeName}'`, 2);
  }
  throw new Refusal("'qm clone' is not simulated by pve-sandbox");
};
