import type { GuestMount } from '../../guest/binds.ts';
import type { GuestConf } from '../../state/guest-conf.ts';
import { type MountPoint, mountPoints } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { type Running, running } from '../../state/running.ts';
import { volume } from '../../state/volume-ids.ts';
import { treePath } from '../../state/volume-paths.ts';

/** What a container sees mounted below its root: volumes, directories, devices, raw entries. */
export function guestMounts(conf: GuestConf): Running['mounts'] {
  const points = mountPoints(conf.values)
    .filter(({ key }) => key !== 'rootfs')
    .map((point) => mounted(point));
  const devices = [...conf.values]
    .filter(([key]) => /^dev\d+$/.test(key))
    .map(([key, value]) => {
      const path = (value.split(',')[0] ?? '').replace(/^path=/, '');
      return { key, source: path, target: path, readonly: false };
    });
  return [...points, ...devices, ...rawEntries(conf)];
}

/** A mount point as the guest sees it. */
export function mounted(point: MountPoint): Running['mounts'][number] {
  const source = point.type === 'volume' ? treePath(volume(point.source)) : point.source;
  const target = `/${point.target.replace(/^\/+/, '')}`;
  return { key: point.key, source, target, readonly: point.values.get('ro') === '1' };
}

function rawEntries({ lxc }: GuestConf): Running['mounts'] {
  return lxc
    .filter(([key]) => key === 'lxc.mount.entry')
    .map(([key, value]) => {
      const [source = '', target = '', , options = ''] = value.split(/\s+/);
      const readonly = options.split(',').includes('ro');
      return { key, source, target: `/${target.replace(/^\/+/, '')}`, readonly };
    })
    .filter(({ source }) => source.startsWith('/'));
}

/** What a command in a running container needs. @throws Refusal when it does not run */
export function guestView(id: number): { tree: string; mounts: GuestMount[]; state: Running } {
  const state = running(id);
  if (state === undefined) throw new Refusal(`container '${id}' not running!`);
  const mounts = state.mounts.map(({ source, target, readonly }) => ({
    source,
    target,
    ...(readonly && { readOnly: true }),
  }));
  return { tree: state.tree, mounts, state };
}
