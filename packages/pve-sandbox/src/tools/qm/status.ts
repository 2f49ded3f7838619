import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { vmConf } from './vm-conf.ts';

/** `qm status`: no virtual machine runs here. */
export const status: Handler = ({ params }) => {
  vmConf(Number(params.get('vmid')));
  out('status: stopped\n');
};
