import { guestIds, loadGuest } from '../../state/guests.ts';
import { isRunning } from '../../state/running.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

const row = (id: string, status: string, lock: string, name: string): string =>
  `${id.padEnd(10)} ${status.padEnd(10)} ${lock.padEnd(12)} ${name.padEnd(20)}\n`;

/** `pct list`: nothing at all without a container. */
export const list: Handler = () => {
  const ids = guestIds();
  if (ids.length === 0) return;
  const rows = ids.map((id) => {
    const { values } = loadGuest(id);
    const status = isRunning(id) ? 'running' : 'stopped';
    return row(`${id}`, status, values.get('lock') ?? '', values.get('hostname') ?? `CT${id}`);
  });
  out(row('VMID', 'Status', 'Lock', 'Name') + rows.join(''));
};
