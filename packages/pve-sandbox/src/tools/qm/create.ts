import { randomUUID } from 'node:crypto';
import { noteChange } from '../../record/note.ts';
import { writeText } from '../../state/files.ts';
import { refuseTaken } from '../../state/guests.ts';
import { withLock } from '../../state/locks.ts';
import { qemuConf } from '../../state/paths.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import type { Handler } from '../cli/dispatch.ts';

/** What is stored as it is given; everything else of a machine is not there yet. */
const stored = new Set([
  'cores',
  'cpu',
  'memory',
  'name',
  'onboot',
  'ostype',
  'sockets',
  'startup',
  'tags',
]);

/** `qm create` of a machine without disks: enough to take an id. */
export const create: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const values = new Map([...params].filter(([key]) => key !== 'vmid'));
  const other = [...values.keys()].find((key) => !stored.has(key));
  await withLock(`/run/lock/qemu-server/lock-${id}.conf`, 5, 255, () => {
    try {
      refuseTaken(id, 255);
    } catch (error) {
      throw new Refusal(`unable to create VM ${id} - ${messageOf(error)}`);
    }
    if (other !== undefined) {
      throw new Refusal(`'qm create --${other}' is not simulated by pve-sandbox`);
    }
    noteChange();
    values.set('boot', '');
    values.set('meta', `creation-qemu=10.0.13,ctime=${Math.floor(Date.now() / 1000)}`);
    values.set('smbios1', `uuid=${randomUUID()}`);
    values.set('vmgenid', randomUUID());
    const lines = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
    writeText(qemuConf(id), lines.map(([key, value]) => `${key}: ${value}\n`).join(''), 0o640);
  });
};
