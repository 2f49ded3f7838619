import { out } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { metaData } from './cloudinit-data.ts';
import { networkData } from './cloudinit-network.ts';
import { userData } from './cloudinit-user.ts';

/** `qm cloudinit dump`: what is generated, whatever `cicustom` says. */
export const dump: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  const { values } = loadVm(id);
  const user = userData(id, values);
  const network = networkData(values);
  const texts: Record<string, string> = { user, network, meta: metaData(user, network) };
  out(`${texts[params.get('type') ?? 'user']}\n`);
};
