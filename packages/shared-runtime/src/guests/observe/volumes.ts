import type { Host } from '../../host/host.ts';
import { readAllocating } from '../../journal/allocating.ts';
import { survivingCommand } from '../../journal/command.ts';
import { isCloudInitVolume, isNamed } from '../../pve/named-volumes.ts';
import { type ListedVolume, readVolumes } from '../../pve/volumes.ts';
import type { Kind } from '../kind.ts';

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

/** Ids of volumes that nobody but us knows of, or a storage that does not tell of any. */
export type LeftVolumes = readonly string[] | { readonly silent: string };

/**
 * What a command of ours had made for a guest when it was cut off: asked for by it, not there before it,
 * and named nowhere in the conf file. Whatever else nobody names is not ours.
 */
export async function leftVolumes(
  host: Pick<Host, 'query' | 'read'>,
  kind: Kind,
  id: number,
): Promise<LeftVolumes> {
  const mark = readAllocating(host, { kind: kind.name, id });
  if (mark === undefined || survivingCommand(host, id) !== undefined) return [];
  const storages = mark.volumes.map(({ storage }) => storage);
  const there = await volumesOf(host, kind, id, storages);
  if ('silent' in there) return there;
  const conf = host.read(kind.conf(id)) ?? '';
  const before = new Set(mark.before);
  const open = there.filter(({ volid }) => !before.has(volid) && !isNamed(conf, volid));
  return mark.volumes.flatMap(({ storage, bytes }) => {
    const isMeant = (one: ListedVolume) =>
      bytes === undefined ? isCloudInitVolume(one.volid) : one.bytes === bytes;
    const at = open.findIndex((one) => one.volid.startsWith(`${storage}:`) && isMeant(one));
    return at < 0 ? [] : open.splice(at, 1).map(({ volid }) => volid);
  });
}
