import { vmIds } from '../../state/guests.ts';
import { out } from '../../state/talk.ts';
import { running } from '../../state/vm-running.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { bootDiskBytes, memoryBytes } from './vm-figures.ts';

/** `qm list`: nothing at all without a virtual machine. A paused one runs. */
export const list: Handler = () => {
  const ids = vmIds();
  if (ids.length === 0) return;
  out(row('VMID', 'NAME', 'STATUS', 'MEM(MB)', 'BOOTDISK(GB)', 'PID'));
  for (const id of ids) {
    const { values } = loadVm(id);
    const state = running(id);
    const memory = `${memoryBytes(values) / 2 ** 20}`;
    const disk = (bootDiskBytes(values) / 2 ** 30).toFixed(2);
    const status = state === undefined ? 'stopped' : 'running';
    out(row(`${id}`, values.get('name') ?? `VM ${id}`, status, memory, disk, `${state?.pid ?? 0}`));
  }
};

function row(
  id: string,
  name: string,
  status: string,
  memory: string,
  disk: string,
  pid: string,
): string {
  const cells = [
    id.padStart(10),
    name.padEnd(20),
    status.padEnd(10),
    memory.padEnd(10),
    disk.padStart(12),
  ];
  return `${cells.join(' ')} ${pid.padEnd(10)}\n`;
}
