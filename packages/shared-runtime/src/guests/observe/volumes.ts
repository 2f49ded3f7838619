import type { Host } from '../../host/host.ts';
import { readAllocating } from '../../journal/allocating.ts';
import { survivingCommand } from '../../journal/command.ts';
import type { GuestConf } from '../../pve/conf.ts';
import { type ListedVolume, readVolumes } from '../../pve/volumes.ts';
import type { Kind } from '../kind.ts';

/** Volumes that a guest has on some storages; undefined when one of these does not tell. */
export async function volumesOf(
  host: Pick<Host, 'query'>,
  { content }: Pick<Kind, 'content'>,
  id: number,
  storages: Iterable<string>,
): Promise<ListedVolume[] | undefined> {
  const found: ListedVolume[] = [];
  for (const storage of new Set(storages)) {
    const words = ['pvesm', 'list', storage, '--vmid', `${id}`, '--content', content] as const;
    const { exit, stdout } = await host.query(words, { timeout: 60 });
    if (exit !== 0) return undefined;
    found.push(...readVolumes(stdout));
  }
  return found;
}

/**
 * Ids of volumes that a command of ours had made for a guest when it was killed: asked for by it, not
 * there before it, and named nowhere in the conf file. Whatever else nobody names is not ours. Only a
 * cloud-init drive, which is written anew at every start, may have been known to snapshots by the same
 * name.
 */
export async function leftVolumes(
  host: Pick<Host, 'query' | 'read'>,
  kind: Kind,
  id: number,
  { main, pending }: Pick<GuestConf, 'main' | 'pending'>,
): Promise<string[]> {
  const mark = readAllocating(host, { kind: kind.name, id });
  if (mark === undefined || survivingCommand(host, id) !== undefined) return [];
  const storages = mark.volumes.map(({ storage }) => storage);
  const there = (await volumesOf(host, kind, id, storages)) ?? [];
  const before = new Set(mark.before);
  const open = there.filter(({ volid }) => !before.has(volid));
  const anywhere = namesIn(host.read(kind.conf(id)) ?? '');
  const now = namesIn([...main.keys.values(), ...pending.keys.values()].join('\n'));
  return mark.volumes.flatMap(({ storage, bytes }) => {
    const isLeft = (one: ListedVolume) =>
      bytes === undefined
        ? isCloudInit(one) && !now.has(one.volid)
        : one.bytes === bytes && !anywhere.has(one.volid);
    const at = open.findIndex((one) => one.volid.startsWith(`${storage}:`) && isLeft(one));
    return at < 0 ? [] : open.splice(at, 1).map(({ volid }) => volid);
  });
}

function isCloudInit({ volid }: ListedVolume): boolean {
  return /\bvm-\d+-cloudinit\b/.test(volid);
}

/** The words of settings, among them the ids of volumes. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.split(/[\s,=]+/));
}
