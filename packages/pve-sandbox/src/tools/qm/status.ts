import { exists } from '../../state/files.ts';
import { nodeName, qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm status`: no virtual machine runs here. */
export const status: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  if (!exists(qemuConf(id))) {
    throw new Refusal(
      `Configuration file 'nodes/${nodeName}/qemu-server/${id}.conf' does not exist`,
      2,
    );
  }
  out('status: stopped\n');
};
