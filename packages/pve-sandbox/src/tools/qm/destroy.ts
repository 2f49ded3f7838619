import { noteChange } from '../../record/note.ts';
import { remove } from '../../state/files.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { isDisabled, loadStorages } from '../../state/storage-cfg.ts';
import { err, out } from '../../state/talk.ts';
import { emptyVmConf, type VmConf } from '../../state/vm-conf.ts';
import { drives, isCdrom, isCloudInit, isVolume } from '../../state/vm-drives.ts';
import { isVmRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked, removeVm, withVmLock, writeVm } from '../../state/vms.ts';
import { volume } from '../../state/volume-ids.ts';
import { guestVolumes, isUsedBase } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';
import { runJob } from '../job/job.ts';
import { enter } from '../job/phases.ts';
import { freeDisk } from './unused.ts';

/** `qm destroy` */
export const destroy: Handler = async ({ params }) => {
  const id = Number(params.get('vmid'));
  refuse(id, 2, 25);
  return await runJob({ type: 'qmdestroy', id: `${id}`, exitReflectsTask: true }, () =>
    withVmLock(id, 255, async () => {
      const conf = refuse(id, 255, 255);
      if (params.get('skiplock') !== '1' && conf.values.get('lock') !== 'suspended') {
        refuseVmLocked(conf);
      }
      refuseUsedBase(conf);
      await enter('destroying', 0.5);
      noteChange();
      removeDisks(id, conf, params.get('destroy-unreferenced-disks') === '1');
      const left = emptyVmConf();
      left.values.set('lock', 'destroyed');
      writeVm(id, left);
      remove(`/etc/pve/firewall/${id}.fw`);
      if (params.get('purge') === '1') out(`purging VM ${id} from related configurations..\n`);
      removeVm(id);
    }),
  );
};

function refuse(id: number, missing: number, runs: number): VmConf {
  const conf = loadVm(id, missing);
  if (conf.values.get('protection') === '1') {
    throw new Refusal(`can't remove VM ${id} - protection mode enabled`);
  }
  if (isVmRunning(id)) throw new Refusal(`VM ${id} is running - destroy failed`, runs);
  return conf;
}

/** Volumes that a conf's main section names, unused ones too. */
function volids({ values }: { values: ReadonlyMap<string, string> }): string[] {
  const named = drives(values)
    .filter((drive) => isVolume(drive) && (!isCdrom(drive) || isCloudInit(drive)))
    .map(({ file }) => file);
  const unused = [...values].filter(([key]) => /^(?:unused\d+|vmstate)$/.test(key));
  return [...named, ...unused.map(([, value]) => value)];
}

function refuseUsedBase(conf: VmConf): void {
  if (conf.values.get('template') !== '1') return;
  for (const volid of volids(conf)) {
    if (!isUsedBase(volume(volid))) continue;
    throw new Refusal(`base volume '${volid}' is still in use by linked cloned`);
  }
}

/** Frees the volumes that the conf names, and with `all` every other one of the id. */
function removeDisks(id: number, conf: VmConf, all: boolean): void {
  const states = [...conf.snapshots.values()].flatMap(({ values }) => values.get('vmstate') ?? []);
  const named = new Set([...volids(conf), ...volids(conf.pending), ...states]);
  for (const volid of named) {
    try {
      if (volume(volid).vmid === id) freeDisk(volid);
    } catch (error) {
      err(`Could not remove disk '${volid}', check manually: ${messageOf(error)}\n`);
    }
  }
  if (!all) return;
  for (const store of loadStorages().filter((each) => !isDisabled(each))) {
    for (const { volid } of guestVolumes(store, id)) freeDisk(volid);
  }
}
