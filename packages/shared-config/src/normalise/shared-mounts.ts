import type { Findings } from '../findings.ts';
import type { HypervisorConfig } from '../hypervisor-config.ts';
import type { Loaded } from '../load-lxc.ts';
import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from './draft.ts';

/**
 * Gives each container the shared volumes that name it. A path that is taken already, by a volume
 * or a mount of the container itself, stays with that one.
 */
export function addSharedMounts(
  guests: readonly Loaded<LxcGuest>[],
  { shared_volumes }: HypervisorConfig,
  findings: Findings,
): void {
  const byId = new Map(guests.map((one) => [one.draft.id, one.draft]));
  for (const [volume, { host_path, mounts }] of Object.entries(shared_volumes)) {
    for (const { id, container_path } of mounts) {
      const path = ['shared_volumes', volume, 'mounts', String(id)];
      const guest = byId.get(id);
      if (guest === undefined) {
        findings.warning(
          'unknown-guest',
          { file: 'hypervisor', path, at: 'name' },
          `shared volume ${volume} names container ${id}, which is not declared`,
          { hint: 'remove the line, or declare the container' },
        );
        continue;
      }
      const taken = holderOf(guest, container_path);
      if (taken === undefined) {
        guest.shared_mounts?.push({ volume, host_path, container_path });
        continue;
      }
      findings.warning(
        'mount-taken',
        { file: 'hypervisor', path },
        `guest ${id}: shared volume ${volume} is left out, because ${taken} is mounted at ${container_path}`,
        { hint: 'remove the one or the other', guests: [id] },
      );
    }
  }
}

/** What is mounted at a path already. */
function holderOf(guest: Draft<LxcGuest>, path: string): string | undefined {
  const volumes = [...(guest.zfs_volumes ?? []), ...(guest.volumes ?? [])];
  const volume = volumes.find((one) => one.mount_point === path);
  if (volume !== undefined) return `its own volume ${volume.name}`;
  const bind = guest.mount_points?.find((one) => one.container_path === path);
  if (bind !== undefined) return bind.host_path;
  const shared = guest.shared_mounts?.find((one) => one.container_path === path);
  return shared === undefined ? undefined : `shared volume ${shared.volume}`;
}
