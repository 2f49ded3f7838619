import type { Host } from '../../host/host.ts';
import { type Allocating, readAllocating } from '../../journal/allocating.ts';
import { survivingCommand } from '../../journal/command.ts';
import { guestConfs } from '../../pve/guest-confs.ts';
import { isCloudInitVolume, isNamed } from '../../pve/named-volumes.ts';
import { parseStorages } from '../../pve/storage.ts';
import { type ListedVolume, type NewVolume, readVolumes } from '../../pve/volumes.ts';
import type { Kind } from '../kind.ts';
import type { LeftVolume, LeftVolumes } from '../observed.ts';
import { HOST } from '../paths.ts';

/** Volumes that a guest has on some storages, unless one of these does not tell. */
export async function volumesOf(
  host: Pick<Host, 'query'>,
  { content }: Pick<Kind, 'content'>,
  id: number,
  storages: Iterable<string>,
): Promise<readonly ListedVolume[] | { readonly silent: string }> {
  const found: ListedVolume[] = [];
  for (const storage of new Set(storages)) {
    const words = ['pvesm', 'list', storage, '--vmid', `${id}`, '--content', content] as const;
    const { exit, stdout } = await host.query(words, { timeout: 60 });
    if (exit !== 0) return { silent: storage };
    found.push(...readVolumes(stdout));
  }
  return found;
}

/**
 * What a command of ours had made for a guest when it was cut off: asked for by it, not there before it,
 * and named by no guest. Whatever else nobody names is not ours, and where more has come than was asked for
 * nobody can tell which of it is.
 */
export async function leftVolumes(
  host: Pick<Host, 'query' | 'read' | 'list'>,
  kind: Kind,
  id: number,
): Promise<LeftVolumes> {
  const mark = readAllocating(host, { kind: kind.name, id });
  if (mark === undefined || survivingCommand(host, id) !== undefined) return [];
  // Of a guest that is gone Proxmox calls all volumes images.
  const content = host.read(kind.conf(id)) === undefined ? 'images' : kind.content;
  const there: ListedVolume[] = [];
  for (const storage of new Set(mark.volumes.map((volume) => volume.storage))) {
    const list = await volumesOf(host, { content }, id, [storage]);
    if (!('silent' in list)) there.push(...list);
    else if (!isGone(host, storage)) return list;
  }
  return await unnamed(host, cameSince(mark, there));
}

/** Volumes that were asked for and have come since, as far as nobody else can have made one of them. */
function cameSince({ volumes, before }: Allocating, there: readonly ListedVolume[]): string[] {
  const since = there.filter(({ volid }) => !before.includes(volid));
  const asked = Map.groupBy(volumes, ({ storage, bytes }) => `${storage} ${bytes}`);
  return [...asked.values()].flatMap((alike) => {
    const came = since.filter((one) => alike[0] !== undefined && isMeant(alike[0], one));
    return came.length > alike.length ? [] : came.map(({ volid }) => volid);
  });
}

function isMeant({ storage, bytes }: NewVolume, one: ListedVolume): boolean {
  if (!one.volid.startsWith(`${storage}:`)) return false;
  return bytes === undefined ? isCloudInitVolume(one.volid) : one.bytes === bytes;
}

/** Those that no conf file names, under whatever name. */
async function unnamed(
  host: Pick<Host, 'query' | 'read' | 'list'>,
  volids: readonly string[],
): Promise<LeftVolume[]> {
  if (volids.length === 0) return [];
  const confs = guestConfs(host);
  const isFree = (name: string) => !confs.some((conf) => isNamed(conf, name));
  const found: LeftVolume[] = [];
  for (const volid of volids.filter(isFree)) {
    const names = await namesOf(host, volid);
    if (names.every(isFree)) found.push({ volid, names });
  }
  return found;
}

/** What a volume is called: two storages may share one place, and a path may be mounted by hand. */
async function namesOf(host: Pick<Host, 'query' | 'read'>, volid: string): Promise<string[]> {
  const path = await pathOf(host, volid);
  if (path === undefined) return [volid];
  const [storage, name] = volid.split(/:(.*)/) as [string, string];
  const others = [...parseStorages(host.read(HOST.storages) ?? '').keys()]
    .filter((other) => other !== storage)
    .map((other) => `${other}:${name}`);
  const same: string[] = [];
  for (const other of others) if ((await pathOf(host, other)) === path) same.push(other);
  return [volid, path, ...same];
}

/** Where a volume is, as Proxmox tells it without looking whether it exists. */
async function pathOf(host: Pick<Host, 'query'>, volid: string): Promise<string | undefined> {
  const { exit, stdout } = await host.query(['pvesm', 'path', volid], { timeout: 60 });
  return exit === 0 && stdout.startsWith('/') ? stdout.trim() : undefined;
}

/** Whether Proxmox does not know of a storage any more: whatever lies there is out of its reach. */
function isGone(host: Pick<Host, 'read'>, storage: string): boolean {
  const text = host.read(HOST.storages);
  return text !== undefined && !parseStorages(text).has(storage);
}
