import { out } from '../../state/talk.ts';
import { running } from '../../state/vm-running.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { bootDiskBytes, memoryBytes, processors } from './vm-figures.ts';

/** `qm status`: paused only here, and nowhere else. */
export const status: Handler = ({ params }) => {
  const id = Number(params.get('vmid'));
  const { values } = loadVm(id);
  const state = running(id);
  const word = state === undefined ? 'stopped' : state.paused ? 'paused' : 'running';
  if (params.get('verbose') !== '1') {
    out(`status: ${word}\n`);
    return;
  }
  const isUp = state !== undefined;
  const cards = Object.keys(state?.values ?? {}).filter((key) => /^net\d+$/.test(key));
  const pressure = ['cpufull', 'cpusome', 'iofull', 'iosome', 'memoryfull', 'memorysome'];
  const facts: Record<string, string | number | undefined> = {
    cpus: processors(values),
    disk: 0,
    lock: values.get('lock'),
    maxdisk: bootDiskBytes(values),
    maxmem: memoryBytes(values),
    mem: 0,
    memhost: 0,
    name: values.get('name') ?? `VM ${id}`,
    netin: 0,
    netout: 0,
    nics: isUp && cards.length > 0 ? nics(id, cards) : undefined,
    pid: state?.pid,
    ...(isUp && Object.fromEntries(pressure.map((kind) => [`pressure${kind}`, 0]))),
    qmpstatus: word,
    serial: [...values.keys()].some((key) => /^serial\d+$/.test(key)) ? 1 : undefined,
    status: isUp ? 'running' : 'stopped',
    tags: values.get('tags'),
    template: values.get('template') === '1' ? 1 : undefined,
    uptime: isUp ? Math.floor((Date.now() - state.since) / 1000) : 0,
    vmid: id,
  };
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) out(`${key}:${key === 'nics' ? '' : ' '}${value}\n`);
  }
};

const nics = (id: number, cards: readonly string[]): string =>
  cards.map((key) => `\n\ttap${id}i${key.slice(3)}:\n\t\tnetin: 0\n\t\tnetout: 0`).join('');
