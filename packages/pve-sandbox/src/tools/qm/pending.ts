import { encodeText } from '../../state/conf-text.ts';
import { byBytes } from '../../state/guest-conf-text.ts';
import { out } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { vmConfigLines } from './config.ts';
import { hidden } from './hidden.ts';

/** `qm pending`: what is, what will be, what will go. */
export const pending: Handler = ({ params }) => {
  const conf = loadVm(Number(params.get('vmid')));
  const current = new Map(vmConfigLines(conf));
  const later = new Map(conf.pending.values);
  const { description } = conf.pending;
  if (description !== undefined) later.set('description', encodeText(description));
  const keys = new Set([...current.keys(), ...later.keys()]);
  for (const key of [...keys].sort(byBytes)) {
    const now = current.get(key);
    const then = later.get(key);
    if (conf.pending.deletes.has(key)) {
      out(`del ${key}: ${now ?? ''}\n`);
      continue;
    }
    if (now !== undefined) out(`cur ${key}: ${now}\n`);
    if (then !== undefined) out(`new ${key}: ${hidden(key, then)}\n`);
  }
};
