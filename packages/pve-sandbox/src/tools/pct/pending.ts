import { byBytes } from '../../state/guest-conf-text.ts';
import { loadGuest } from '../../state/guests.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';
import { configLines } from './config.ts';

/** `pct pending`: what is, what will be, what will go. */
export const pending: Handler = ({ params }) => {
  const conf = loadGuest(Number(params.get('vmid')));
  const current = new Map(configLines(conf));
  const keys = new Set([...current.keys(), ...conf.pending.values.keys()]);
  for (const key of [...keys].sort(byBytes)) {
    const now = current.get(key);
    const then = conf.pending.values.get(key);
    if (conf.pending.delete?.includes(key)) {
      out(`del ${key}: ${now ?? ''}\n`);
      continue;
    }
    if (now !== undefined) out(`cur ${key}: ${now}\n`);
    if (then !== undefined) out(`new ${key}: ${then}\n`);
  }
};
