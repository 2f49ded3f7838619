import { mkdirSync, symlinkSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { remove } from '../../state/files.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoints } from '../../state/mount-points.ts';
import { hostPath } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning } from '../../state/running.ts';
import { err, out } from '../../state/talk.ts';
import { treePath, volumePath } from '../../state/volume-paths.ts';
import type { Handler } from '../cli/dispatch.ts';
import { usableVolume } from './disks.ts';

const place = (id: number): string => `/var/lib/lxc/${id}/rootfs`;

/** `pct mount`: the container's tree at a path of the host, and a lock that says so. */
export const mount: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  loadGuest(id);
  await withConfigLock(id, 4, () => {
    const conf = loadGuest(id);
    refuseLocked(conf);
    if (isRunning(id)) throw new Refusal('container is running', 255);
    const rootfs = mountPoints(conf.values).find(({ key }) => key === 'rootfs');
    const disk = usableVolume(rootfs?.source ?? '');
    noteChange();
    conf.values.set('lock', 'mounted');
    writeGuest(id, conf);
    if (disk.isBase && disk.format === 'raw' && disk.store.type === 'dir') {
      const path = volumePath(disk);
      err(`losetup: ${path}: failed to set up loop device: Operation not permitted\n`);
      err('mounting container failed\n');
      throw new Refusal(`command 'losetup --show -f ${path}' failed: exit code 1`, 1);
    }
    remove(place(id));
    mkdirSync(hostPath(`/var/lib/lxc/${id}`), { recursive: true });
    symlinkSync(treePath(disk), hostPath(place(id)));
    out(`mounted CT ${id} in '${place(id)}'\n`);
  });
};

/** `pct unmount` */
export const unmount: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  await withConfigLock(id, 4, () => {
    const conf = loadGuest(id);
    if (conf.values.get('lock') !== 'mounted') {
      throw new Refusal("no lock found trying to remove 'mounted'  lock");
    }
    noteChange();
    remove(place(id));
    conf.values.delete('lock');
    writeGuest(id, conf);
  });
};
