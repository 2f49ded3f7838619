import type { Declared, LxcGuest } from '@phoenix/shared-config';
import { EXIT, type Host, liveTasks, PhoenixError, type Task } from '@phoenix/shared-runtime';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { PATHS } from '../paths.ts';
import { gatherFacts } from './facts.ts';
import { openMaking } from './making.ts';
import { readMemory } from './memory.ts';
import type { HostFacts, Observed, World } from './observed.ts';

/**
 * Looks at containers and at what they stand on: conf files are read as files, who runs comes
 * from one `pct list`, and not even that when none of them exists.
 */
export async function observe(
  host: Host,
  declared: Declared,
  ids: readonly number[],
): Promise<World> {
  const guests = withSources(declared, ids);
  const facts = gatherFacts(host, declared, guests);
  const texts = new Map<number, string>();
  for (const { id } of guests) {
    const text = host.read(PATHS.conf(id));
    if (text !== undefined) texts.set(id, text);
  }
  const running = texts.size > 0 ? await runningContainers(host) : new Set<number>();
  const world = new Map<number, Observed>();
  for (const { id } of guests) {
    world.set(id, await observeOne(host, facts, id, texts.get(id), running.has(id)));
  }
  return { facts, guests: world };
}

/** The containers themselves and the chains of containers that they are cloned from. */
function withSources(declared: Declared, ids: readonly number[]): LxcGuest[] {
  const found = new Map<number, LxcGuest>();
  for (const start of ids) {
    let id: number | undefined = start;
    while (id !== undefined && !found.has(id)) {
      const guest: LxcGuest | undefined = declared.lxc.get(id);
      if (guest) found.set(id, guest);
      id = guest?.clone_from_ctid;
    }
  }
  return [...found.values()];
}

async function observeOne(
  host: Host,
  facts: HostFacts,
  id: number,
  text: string | undefined,
  running: boolean,
): Promise<Observed> {
  const making = openMaking(host, id);
  const job = jobsOf(host, id, making?.source)[0];
  const common = {
    isVm: text === undefined && host.exists(PATHS.vmConf(id)),
    running,
    ...(making === undefined ? {} : { making }),
    ...(job === undefined ? {} : { job: `${job.type}, pid ${job.pid}` }),
  };
  if (text === undefined) return common;
  const conf = parseConf(text);
  const memory = await readMemory(host, facts, id, conf, running);
  const firewall = host.read(PATHS.firewall(id));
  return {
    ...common,
    conf,
    ...(memory === undefined ? {} : { memory }),
    ...(firewall === undefined ? {} : { firewall }),
  };
}

/** Live Proxmox jobs on a container; a clone runs under the id of its source. */
export function jobsOf(host: Host, id: number, source: number | undefined): Task[] {
  const clones = source === undefined ? [] : liveTasks(host, source);
  return [...liveTasks(host, id), ...clones.filter(({ type }) => type === 'vzclone')];
}

/** Ids of the containers that `pct list` reports as running; the name may hold anything. */
async function runningContainers(host: Host): Promise<Set<number>> {
  const result = await host.query(['pct', 'list'], { timeout: 60 });
  if (result.exit !== 0)
    throw new PhoenixError(`cannot list the containers: pct list exited ${result.exit}`, {
      hint: 'type pct list to see what Proxmox says',
      exit: EXIT.failed,
      output: result.output,
    });
  const running = new Set<number>();
  for (const line of result.stdout.split('\n')) {
    const match = /^(\d+)\s+(\w+)/.exec(line);
    if (match?.[2] === 'running') running.add(Number(match[1]));
  }
  return running;
}
