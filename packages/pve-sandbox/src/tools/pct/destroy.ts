import { noteChange } from '../../record/note.ts';
import { remove } from '../../state/files.ts';
import type { GuestConf } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, removeGuest } from '../../state/guests.ts';
import { withConfigLock } from '../../state/locks.ts';
import { mountPoint, mountPoints } from '../../state/mount-points.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning, setStopped } from '../../state/running.ts';
import { isDisabled, loadStorages } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { guestVolumes } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { freeVolume } from './free-volume.ts';

/** `pct destroy` */
export const destroy: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  const force = params.get('force') === '1';
  const check = (conf: GuestConf) => {
    if (conf.values.get('protection') === '1') {
      throw new Refusal(`can't remove CT ${id} - protection mode enabled`);
    }
    refuseLocked(conf);
    if (isRunning(id) && !force) {
      throw new Refusal(`unable to destroy CT ${id} - container is running`);
    }
  };
  const conf = loadGuest(id);
  check(conf);
  return await runJob({ type: 'vzdestroy', id: `${id}`, exitReflectsTask: true }, () =>
    withConfigLock(id, 255, async () => {
      if (isRunning(id)) {
        if (!force) throw new Refusal(`unable to destroy CT ${id} - container is running`);
        out(`forced to stop CT ${id} before destroying!\n`);
        setStopped(id);
      }
      await enter('destroying', 0.5);
      noteChange();
      removeDisks(id, conf, params.get('destroy-unreferenced-disks') === '1');
      if (params.get('purge') === '1') out(`purging CT ${id} from related configurations..\n`);
      remove(`/etc/pve/firewall/${id}.fw`);
      remove(`/var/lib/lxc/${id}`);
      removeGuest(id);
    }),
  );
};

/** Frees the volumes that the conf names, and with `all` every other one of the id. */
function removeDisks(id: number, conf: GuestConf, all: boolean): void {
  const named = new Set<string>();
  for (const { values } of [conf, ...conf.snapshots.values()]) {
    for (const { source, type } of mountPoints(values)) if (type === 'volume') named.add(source);
    for (const [key, value] of values) {
      if (/^unused\d+$/.test(key)) named.add(mountPoint('rootfs', value).source);
    }
  }
  for (const volid of named) freeVolume(volid);
  if (!all) return;
  for (const store of loadStorages().filter((each) => !isDisabled(each))) {
    for (const { volid } of guestVolumes(store, id)) freeVolume(volid);
  }
}
