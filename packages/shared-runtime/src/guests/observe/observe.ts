import type { Declared } from '@phoenix/shared-config';
import { PhoenixError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Host, QueryResult } from '../../host/host.ts';
import type { GuestConf } from '../../pve/conf.ts';
import type { Storage } from '../../pve/storage.ts';
import { liveTasks, type Task } from '../../tasks.ts';
import { type Guest, sourceOf } from '../guest.ts';
import { idHolder } from '../id-holder.ts';
import type { Kind } from '../kind.ts';
import type { HostFacts, Observed, World } from '../observed.ts';
import { HOST } from '../paths.ts';
import { atOnce } from './at-once.ts';
import { lookAt, readStorages, type Wanted } from './facts.ts';
import { lockLeftBy, openMaking, readConf } from './making.ts';
import { leftVolumes } from './volumes.ts';

/** How many guests are asked at the same time what they remember, where that takes a command. */
const QUESTIONS = 8;

/** What a kind adds to looking at its guests. */
export interface Sight<G extends Guest> {
  readonly kind: Kind;
  /** All that is declared of the kind, by id. */
  guests(declared: Declared): ReadonlyMap<number, G>;
  /** What on the host these guests refer to. */
  wanted(declared: Declared, guests: readonly G[], storages: ReadonlyMap<string, Storage>): Wanted;
  /** What a guest remembers of its provisioning, record name -> hash; undefined: unreadable. */
  readMemory(
    host: Host,
    facts: Pick<HostFacts, 'storages'>,
    guest: G,
    conf: GuestConf,
    running: boolean,
  ): Promise<ReadonlyMap<string, string> | undefined>;
}

/**
 * Looks at guests and at what they stand on: conf files are read as files, who runs comes from
 * one `pct list` or `qm list`, and not even that when none of them exists.
 */
export async function observe<G extends Guest>(
  sight: Sight<G>,
  host: Host,
  declared: Declared,
  ids: readonly number[],
): Promise<World> {
  const { kind } = sight;
  // What was cloned from another guest than is declared now has left that one locked.
  const begun = ids.map((id) => openMaking(host, kind, id)?.source);
  const looked = [...ids, ...begun.filter((id) => id !== undefined)];
  const guests = withSources(sight.guests(declared), looked);
  const isThere = guests.some(({ id }) => host.exists(kind.conf(id)));
  const [running, facts] = await Promise.all([
    isThere ? runningGuests(host, kind) : new Set<number>(),
    // While Proxmox, which takes half a second to answer, is at it.
    factsOf(sight, host, declared, guests),
  ]);
  const seen = await atOnce(QUESTIONS, guests, async (guest) => {
    const { id } = guest;
    const one = await observeOne(sight, host, facts, guest, running.has(id));
    return [id, one] as const;
  });
  return { facts, guests: new Map(seen) };
}

async function factsOf<G extends Guest>(
  sight: Sight<G>,
  host: Host,
  declared: Declared,
  guests: readonly G[],
): Promise<HostFacts> {
  const storages = readStorages(host);
  return { storages, ...lookAt(host, sight.wanted(declared, guests, storages)) };
}

/** The guests themselves and the chains of guests that they are cloned from. */
function withSources<G extends Guest>(guests: ReadonlyMap<number, G>, ids: readonly number[]): G[] {
  const found = new Map<number, G>();
  for (const start of ids) {
    let id: number | undefined = start;
    while (id !== undefined && !found.has(id)) {
      const guest: G | undefined = guests.get(id);
      if (guest) found.set(id, guest);
      id = guest && sourceOf(guest);
    }
  }
  return [...found.values()];
}

async function observeOne<G extends Guest>(
  sight: Sight<G>,
  host: Host,
  facts: HostFacts,
  guest: G,
  running: boolean,
): Promise<Observed> {
  const { kind } = sight;
  const { id } = guest;
  const begun = openMaking(host, kind, id);
  // Who has stopped a guest since has ended its start as well.
  const making = begun?.stage === 'start' && !running ? undefined : begun;
  const conf = readConf(host, kind, id);
  const lock = making?.stage === 'define' ? undefined : conf?.main.keys.get('lock');
  const job = jobsOf(host, kind, id, making?.source)[0] ?? jobBehind(host, kind, lock);
  const common = {
    running,
    ...(making === undefined ? {} : { making }),
    ...(job === undefined ? {} : { job: `${job.type}, pid ${job.pid}` }),
  };
  // A job may be making volumes that nothing names before it ends.
  const volumes = job === undefined ? await leftVolumes(host, kind, id) : [];
  const leftover = 'silent' in volumes || volumes.length > 0 ? { leftVolumes: volumes } : {};
  if (conf === undefined) {
    const holder = idHolder(host, kind, id);
    return { ...common, ...leftover, ...(holder === undefined ? {} : { idHolder: holder }) };
  }
  const memory = await sight.readMemory(host, facts, guest, conf, running);
  const firewall = host.read(HOST.firewall(id));
  const left = lockLeftBy(host, kind, id, conf);
  return {
    ...common,
    ...leftover,
    conf,
    ...(left === undefined ? {} : { lockLeftBy: left }),
    ...(memory === undefined ? {} : { memory }),
    ...(firewall === undefined ? {} : { firewall }),
  };
}

/** Live Proxmox jobs on a guest; a clone runs under the id of its source. */
export function jobsOf(host: Host, kind: Kind, id: number, source: number | undefined): Task[] {
  const clones = source === undefined ? [] : liveTasks(host, source);
  return [...liveTasks(host, id), ...clones.filter(({ type }) => type === kind.jobs.clone)];
}

/**
 * A live job that may hold this lock without being listed under the id of the guest: a backup of
 * several guests has no id, a clone has that of its source.
 */
function jobBehind(host: Host, { jobs }: Kind, lock: string | undefined): Task | undefined {
  if (lock === 'backup')
    return liveTasks(host).find(({ type, id }) => type === 'vzdump' && id === '');
  if (lock !== 'create' && lock !== 'clone') return undefined;
  return liveTasks(host).find(({ type }) => type === jobs.clone);
}

/** Ids of all guests of a kind on this host, in their order. */
export function existingGuests(host: Pick<Host, 'list'>, { confs }: Kind): number[] {
  return host
    .list(confs)
    .flatMap((name) => /^(\d+)\.conf$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** How often a list is asked for again that guests went away from while it was made. */
const RELISTS = 5;

/** Proxmox reads a directory of conf files and then each file: `pct list` fails where one is gone by then. */
function isOvertaken({ exit, output }: QueryResult): boolean {
  return exit !== 0 && /Configuration file '[^']*' does not exist/.test(output);
}

/** Ids of the guests that Proxmox lists as running; their names may hold anything. */
export async function runningGuests(
  host: Host,
  { tool, word, listed }: Kind,
): Promise<Set<number>> {
  const list = () => host.query([tool, 'list'], { timeout: 60 });
  let result = await list();
  for (let again = 0; again < RELISTS && isOvertaken(result); again += 1) result = await list();
  if (result.exit !== 0)
    throw new PhoenixError(`cannot list the ${word}s: ${tool} list exited ${result.exit}`, {
      hint: `type ${tool} list to see what Proxmox says`,
      exit: EXIT.failed,
      output: result.output,
    });
  const running = new Set<number>();
  for (const line of result.stdout.split('\n')) {
    const match = listed.exec(line);
    if (match?.[2] === 'running') running.add(Number(match[1]));
  }
  return running;
}
