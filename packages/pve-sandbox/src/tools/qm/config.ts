import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { vmConf } from './vm-conf.ts';

/** `qm config` of a machine without snapshots. An empty value is printed as a blank. */
export const config: Handler = ({ params }) => {
  const main = vmConf(Number(params.get('vmid'))).split(/^\[/m)[0] ?? '';
  out(main.replace(/^(\S+: )$/gm, '$1 '));
};
