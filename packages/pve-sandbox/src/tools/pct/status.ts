import { cpus } from 'node:os';
import { loadGuest } from '../../state/guests.ts';
import { mountPoint } from '../../state/mount-points.ts';
import { running } from '../../state/running.ts';
import { parseSize } from '../../state/sizes.ts';
import { out } from '../../state/talk.ts';
import type { Handler } from '../cli/dispatch.ts';

/** `pct status` */
export const status: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  const { values } = loadGuest(id);
  const state = running(id);
  const word = state === undefined ? 'stopped' : 'running';
  if (params.get('verbose') !== '1') {
    out(`status: ${word}\n`);
    return;
  }
  const mebi = (key: string) => Number(values.get(key) ?? 512) * 2 ** 20;
  const facts: Record<string, string | number | undefined> = {
    cpus: values.get('cores') ?? cpus().length,
    disk: 0,
    diskread: 0,
    diskwrite: 0,
    lock: values.get('lock'),
    maxdisk: rootSize(values.get('rootfs')),
    maxmem: mebi('memory'),
    maxswap: mebi('swap'),
    mem: 0,
    name: values.get('hostname') ?? `CT${id}`,
    netin: 0,
    netout: 0,
    pid: state === undefined ? undefined : process.pid,
    status: word,
    swap: 0,
    tags: values.get('tags'),
    template: values.get('template'),
    type: 'lxc',
    uptime: state === undefined ? 0 : Math.floor((Date.now() - state.since) / 1000),
    vmid: id,
  };
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) out(`${key}: ${value}\n`);
  }
};

function rootSize(value: string | undefined): number {
  if (value === undefined) return 0;
  return parseSize(mountPoint('rootfs', value).values.get('size') ?? '0') ?? 0;
}
