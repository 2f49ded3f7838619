import { randomUUID } from 'node:crypto';
import { boot } from '../../machine/boot.ts';
import { noteChange } from '../../record/note.ts';
import { hasInterface } from '../../state/network.ts';
import { Refusal } from '../../state/refusal.ts';
import { enabledStorage } from '../../state/storage-cfg.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { hasPending } from '../../state/vm-conf-text.ts';
import { vmTree } from '../../state/vm-disks.ts';
import { drives, isVolume } from '../../state/vm-drives.ts';
import { isVmRunning, noPid, setRunning } from '../../state/vm-running.ts';
import { loadVm, refuseVmLocked } from '../../state/vms.ts';
import { volume } from '../../state/volume-ids.ts';
import { volumeExists } from '../../state/volumes.ts';
import { enter } from '../job/phases.ts';
import { applyVmPending } from './apply-pending.ts';
import { generateCloudInit } from './cloudinit-generate.ts';
import { vmNet } from './net.ts';

/** Starts a virtual machine, as `qm start` and whatever ends with a start does. @throws Refusal */
export async function startVm(id: number, { skiplock }: { skiplock: boolean }): Promise<void> {
  let conf = loadVm(id, 255);
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't start a vm if it's a template");
  }
  if (!skiplock) refuseVmLocked(conf);
  if (isVmRunning(id)) throw new Refusal(`VM ${id} already running`);
  noteChange();
  if (hasPending(conf)) conf = applyVmPending(id, conf, { drive: false });
  generateCloudInit(id, conf);
  refuseMissingVolumes(conf);
  await enter('starting', 1.5);
  refuseMissingBridges(conf);
  setRunning(id, {
    since: Date.now(),
    bootId: randomUUID(),
    pid: noPid(),
    paused: false,
    tree: vmTree(id),
    values: Object.fromEntries(conf.values),
  });
  await boot(id);
}

function refuseMissingVolumes({ values }: VmConf): void {
  for (const drive of drives(values).filter(isVolume)) {
    const each = volume(drive.file);
    enabledStorage(each.store.id);
    if (!volumeExists(each)) throw new Refusal(`volume '${drive.file}' does not exist`);
  }
}

function refuseMissingBridges({ values }: VmConf): void {
  for (const key of [...values.keys()].filter((name) => /^net\d+$/.test(name)).sort()) {
    const bridge = vmNet(values.get(key) ?? '').get('bridge');
    if (bridge === undefined || hasInterface(bridge)) continue;
    throw new Refusal(`bridge '${bridge}' does not exist`);
  }
}
