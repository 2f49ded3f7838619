import type { LxcGuest } from '@phoenix/shared-config';
import type { Growth, SettingChange } from '@phoenix/shared-runtime/guests';
import { formatProperties, parseProperties, parseSize } from '@phoenix/shared-runtime/pve';
import { freeSlot } from './devices.ts';

type Keys = ReadonlyMap<string, string>;

/** A mount point as declared: a volume to allocate, or a path of the host. */
export interface WantedMount {
  readonly path: string;
  readonly volume?: { readonly pool: string; readonly size: number };
  readonly bind?: { readonly hostPath: string; readonly readOnly: boolean };
}

/** Every declared mount of a container, in the order in which slots are given out. */
export function wantedMounts(guest: LxcGuest): WantedMount[] {
  return [
    ...[...guest.zfs_volumes, ...guest.volumes].map((volume) => ({
      path: volume.mount_point,
      volume: { pool: volume.pool, size: volume.size_gb },
    })),
    ...guest.shared_mounts.map((mount) => ({
      path: mount.container_path,
      bind: { hostPath: mount.host_path, readOnly: false },
    })),
    ...guest.mount_points.map((mount) => ({
      path: mount.container_path,
      bind: { hostPath: mount.host_path, readOnly: mount.read_only === true },
    })),
  ];
}

/**
 * Mount points compared by their path inside the container. A volume that exists is never
 * allocated again: `pct set --mpN STORAGE:SIZE` makes a new one every time. Of one that Proxmox keeps as unused only
 * a person can tell whether it is the one that is missed. What was mounted there before the container went back
 * to a snapshot (`was`) is mounted again.
 */
export function mountChanges(
  guest: LxcGuest,
  current: Keys,
  was: Keys = new Map(),
): { changes: SettingChange[]; growth: Growth[]; notes: string[] } {
  const changes: SettingChange[] = [];
  const growth: Growth[] = [];
  const notes: string[] = [];
  const used = new Set([...current.keys()].filter((key) => /^mp\d+$/.test(key)));
  for (const mount of wantedMounts(guest)) {
    const key = [...used].find((slot) => mountPath(current.get(slot)) === mount.path);
    const value = mountValue(mount);
    if (key === undefined) {
      const slot = freeSlot('mp', used);
      used.add(slot);
      const before = mountedBefore(mount, was);
      if (before === undefined) {
        notes.push(...unusedNotes(guest, current, mount, slot));
        changes.push({ key: slot, from: undefined, to: value });
        continue;
      }
      changes.push({ key: slot, from: undefined, to: withoutSize(before) });
      if (mount.volume && smaller(before, mount.volume.size))
        growth.push({ key: slot, from: sizeOf(before), to: mount.volume.size });
      continue;
    }
    const from = current.get(key) ?? '';
    const source = parseProperties(from)[''] ?? '';
    if (mount.bind) {
      if (!source.startsWith('/')) notes.push(kept(guest, key, mount.path, from));
      else if (!sameBind(from, mount.bind)) changes.push({ key, from, to: value });
    } else if (mount.volume) {
      const { pool, size } = mount.volume;
      if (!source.startsWith(`${pool}:`)) notes.push(kept(guest, key, mount.path, from));
      else if (isToCome(source)) continue;
      else if (smaller(from, size)) growth.push({ key, from: sizeOf(from), to: size });
      else if (larger(from, size))
        notes.push(
          `${key} of ${guest.id} is ${sizeOf(from)}, declared ${size}G: Proxmox cannot shrink it`,
        );
    }
  }
  return { changes, growth, notes: [...notes, ...undeclared(guest, current)] };
}

/** How the volume of a mount was mounted; undefined where it was not, or is still to come. */
function mountedBefore({ path, volume }: WantedMount, was: Keys): string | undefined {
  if (volume === undefined) return undefined;
  const [, before] =
    [...was].find(([key, value]) => /^mp\d+$/.test(key) && mountPath(value) === path) ?? [];
  const source = before === undefined ? '' : (parseProperties(before)[''] ?? '');
  return source.startsWith(`${volume.pool}:`) && !isToCome(source) ? before : undefined;
}

/** As it is asked for: Proxmox knows the size. */
function withoutSize(value: string): string {
  const { size: _size, ...rest } = parseProperties(value);
  return formatProperties(rest);
}

function unusedNotes(
  { id }: LxcGuest,
  current: Keys,
  { path, volume }: WantedMount,
  slot: string,
): string[] {
  const unused = [...current].filter(
    ([key, value]) => /^unused\d+$/.test(key) && value.startsWith(`${volume?.pool}:`),
  );
  return unused.map(
    ([key, value]) =>
      `${path} of ${id} gets a new volume; if its data is on ${key} (${value}), type pct set ${id} --${slot} ${value},mp=${path}`,
  );
}

/** Growth of the root disk; a smaller one cannot be had and is only told. */
export function rootGrowth(guest: LxcGuest, current: Keys): { growth: Growth[]; notes: string[] } {
  const rootfs = current.get('rootfs');
  if (rootfs === undefined) return { growth: [], notes: [] };
  const from = sizeOf(rootfs);
  const bytes = parseSize(from) ?? 0;
  const wanted = guest.storage_size_gb * 2 ** 30;
  if (bytes < wanted) {
    return { growth: [{ key: 'rootfs', from, to: guest.storage_size_gb }], notes: [] };
  }
  const notes: string[] = [];
  if (bytes > wanted)
    notes.push(
      `the root disk of ${guest.id} is ${from}, declared ${guest.storage_size_gb}G: Proxmox cannot shrink it`,
    );
  const storage = (parseProperties(rootfs)[''] ?? '').split(':')[0];
  if (storage !== guest.storage_pool)
    notes.push(
      `the root disk of ${guest.id} is on ${storage}, declared ${guest.storage_pool}: to move it, type pct move-volume ${guest.id} rootfs ${guest.storage_pool}`,
    );
  return { growth: [], notes };
}

/** A volume that Proxmox makes at the next start, in the size that was asked for. */
function isToCome(source: string): boolean {
  return /^[^:]+:[\d.]+$/.test(source);
}

function mountPath(value: string | undefined): string | undefined {
  return value === undefined ? undefined : parseProperties(value).mp;
}

function mountValue(mount: WantedMount): string {
  if (mount.bind)
    return `${mount.bind.hostPath},mp=${mount.path}${mount.bind.readOnly ? ',ro=1' : ''}`;
  return `${mount.volume?.pool}:${mount.volume?.size},mp=${mount.path}`;
}

function sameBind(value: string, bind: { hostPath: string; readOnly: boolean }): boolean {
  const properties = parseProperties(value);
  return properties[''] === bind.hostPath && (properties.ro === '1') === bind.readOnly;
}

function sizeOf(value: string): string {
  return parseProperties(value).size ?? '0';
}

function smaller(value: string, wanted: number): boolean {
  return (parseSize(sizeOf(value)) ?? 0) < wanted * 2 ** 30;
}

function larger(value: string, wanted: number): boolean {
  return (parseSize(sizeOf(value)) ?? 0) > wanted * 2 ** 30;
}

/** Mount points that nobody declares (any more); taking one away could lose its data. */
function undeclared(guest: LxcGuest, current: Keys): string[] {
  const declared = new Set(wantedMounts(guest).map(({ path }) => path));
  return [...current]
    .filter(([key, value]) => /^mp\d+$/.test(key) && !declared.has(mountPath(value) ?? ''))
    .map(
      ([key, value]) =>
        `${key} of ${guest.id} (${mountPath(value)}) is not declared: left as it is; to take it away, type pct set ${guest.id} --delete ${key}`,
    );
}

function kept(guest: LxcGuest, key: string, path: string, value: string): string {
  return `${key} of ${guest.id} holds ${path} as ${value}: left as it is, because changing it would lose its data`;
}
