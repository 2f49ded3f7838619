import { readText } from '../../state/files.ts';
import { vmIds } from '../../state/guests.ts';
import { qemuConf } from '../../state/paths.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `qm list`: nothing at all without a virtual machine. */
export const list: Handler = () => {
  const ids = vmIds();
  if (ids.length === 0) return;
  out(row('VMID', 'NAME', 'STATUS', 'MEM(MB)', 'BOOTDISK(GB)', 'PID'));
  for (const id of ids) {
    const text = readText(qemuConf(id)) ?? '';
    const value = (key: string) => new RegExp(`^${key}: *(.*)$`, 'm').exec(text)?.[1];
    out(
      row(`${id}`, value('name') ?? `VM ${id}`, 'stopped', value('memory') ?? '512', '0.00', '0'),
    );
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
