import type { GuestConf } from '../../state/guest-conf.ts';
import { netValues } from '../../state/hwaddr.ts';
import { mountPoint } from '../../state/mount-points.ts';
import { hasInterface } from '../../state/network.ts';
import { prepareGuest } from '../../state/prepare-guest.ts';
import { Refusal } from '../../state/refusal.ts';
import { type Running, running, setRunning } from '../../state/running.ts';
import { out } from '../../state/talk.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import { dropKey, setKey } from './apply-pending.ts';
import { mounted } from './guest-view.ts';
import { makeMountTargets } from './mount-targets.ts';

/** Keys that a running container takes at once; every other one waits for its next start. */
const live = new Set([
  'cores',
  'cpulimit',
  'cpuunits',
  'description',
  'hookscript',
  'hostname',
  'lock',
  'memory',
  'onboot',
  'protection',
  'startup',
  'swap',
  'tags',
]);
const liveFamilies = /^(?:net|unused)\d+$/;

const isLive = (key: string): boolean => live.has(key) || liveFamilies.test(key);

/** Brings into effect what a running container can take, and leaves the rest pending. */
export async function hotplug(conf: GuestConf, id: number, usage: string): Promise<void> {
  const state = running(id);
  if (state === undefined) return;
  const { pending } = conf;
  for (const key of (pending.delete ?? []).filter(isLive)) {
    if (/^net\d+$/.test(key)) out(`delete ips from ${key}\n`);
    delete state.net[key];
    dropKey(conf, key);
    pending.delete = pending.delete?.filter((each) => each !== key);
  }
  if (pending.description !== undefined) {
    conf.description = pending.description === '' ? undefined : pending.description;
    pending.description = undefined;
  }
  for (const [key, value] of [...pending.values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^net\d+$/.test(key)) plugNet(conf, state, key, value, usage);
    if (isLive(key)) {
      conf.values.set(key, value);
      pending.values.delete(key);
    } else if (/^mp\d+$/.test(key) && !conf.values.has(key)) {
      await plugMount(conf, state, id, key, value);
    }
  }
  setRunning(id, state);
}

function plugNet(conf: GuestConf, state: Running, key: string, value: string, usage: string): void {
  const wanted = netValues(value);
  const before = netValues(conf.values.get(key) ?? '');
  const bridge = wanted.get('bridge') ?? '';
  if (!hasInterface(bridge)) {
    const isNew = before.size === 0;
    const what = isNew ? `bridge '${bridge}' does not exist` : `interface ${bridge} does not exist`;
    const wrong = `unable to hotplug ${key}: ${what}\n${isNew ? '' : '\n'}`;
    throw parameterRefusal([[key, wrong]], usage, isNew ? 2 : 255);
  }
  const isStatic = (ip: string | undefined) => /^\d/.test(ip ?? '');
  const sameCard = ['name', 'hwaddr', 'bridge'].every(
    (part) => wanted.get(part) === before.get(part),
  );
  const ips = [before.get('ip'), wanted.get('ip')];
  if (sameCard && ips.every(isStatic) && ips[0] !== ips[1]) {
    const sysctl = `net.ipv4.conf.${wanted.get('name')}.promote_secondaries`;
    out(`${sysctl} = 1\n${sysctl} = 0\n`);
  }
  state.net[key] = value;
  // The guest's own files follow, as its name does at the next start only.
  const values = new Map([...conf.values, [key, value], ['hostname', state.hostname]]);
  prepareGuest(state.tree, { values, lxc: [] });
}

async function plugMount(
  conf: GuestConf,
  state: Running,
  id: number,
  key: string,
  value: string,
): Promise<void> {
  await setKey(conf, id, key, value);
  conf.pending.values.delete(key);
  const stored = conf.values.get(key);
  if (stored === undefined) throw new Refusal(`unable to hotplug ${key}`);
  const point = mountPoint(key, stored);
  makeMountTargets(state.tree, [point]);
  state.mounts = [...state.mounts.filter((each) => each.key !== key), mounted(point)];
}
