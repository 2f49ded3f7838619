import { out } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { cloudInitSettings } from './cloudinit-settings.ts';
import { hidden } from './hidden.ts';

/** `qm cloudinit pending`: what the drive holds, and what it would hold if it were made now. */
export const pending: Handler = ({ params }) => {
  const { values, cloudInit } = loadVm(Number(params.get('vmid')));
  const added = new Set((cloudInit.get('added') ?? '').split(',').filter((key) => key !== ''));
  const keys = new Set([...cloudInitSettings, ...added, ...cloudInit.keys()]);
  keys.delete('added');
  for (const key of [...keys].sort()) {
    const now = values.get(key);
    const before = cloudInit.get(key);
    if (added.has(key)) out(`new ${key}: ${hidden(key, now ?? '')}\n`);
    else if (now !== undefined) {
      out(`cur ${key}: ${hidden(key, before ?? now)}\n`);
      if (before !== undefined) out(`new ${key}: ${hidden(key, now)}\n`);
    } else if (before !== undefined) out(`del ${key}: ${hidden(key, before)}\n`);
  }
};
