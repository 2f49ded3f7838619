import { randomUUID } from 'node:crypto';
import { noteChange } from '../../record/note.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import { out } from '../../state/talk.ts';
import { emptyVmConf } from '../../state/vm-conf.ts';
import { removeVm, withVmLock, writeVm } from '../../state/vms.ts';
import { removeVolume, volumeExists } from '../../state/volumes.ts';
import { enter, Interrupted } from '../job/phases.ts';
import type { Work } from '../job/work.ts';
import { defaultBoot } from './boot-order.ts';
import { createDisks } from './create-disks.ts';
import { startVm } from './start-vm.ts';
import { vmSettings } from './vm-params.ts';

/** The worker of `qm create`. */
export async function createWork(given: unknown): Promise<Work> {
  const params = new Map(Object.entries(given as Record<string, string>));
  const id = Number(params.get('vmid'));
  return { type: 'qmcreate', id: `${id}`, run: () => make(id, params) };
}

async function make(id: number, params: Map<string, string>): Promise<void> {
  noteChange();
  try {
    await withVmLock(id, 255, () => build(id, params));
  } catch (error) {
    removeVm(id);
    const why = error instanceof Interrupted ? 'interrupted by signal' : messageOf(error);
    throw new Refusal(`unable to create VM ${id} - ${why}`);
  }
  if (params.get('start') !== '1') return;
  out('Execute autostart\n');
  await withVmLock(id, 255, () => startVm(id, { skiplock: false }));
}

async function build(id: number, params: Map<string, string>): Promise<void> {
  await enter('allocating', 0.2);
  const settings = vmSettings(params);
  const { stored, made } = await createDisks(id, settings.drives, []);
  try {
    await enter('finishing', 0.1);
  } catch (error) {
    for (const each of made) if (volumeExists(each)) removeVolume(each);
    throw error;
  }
  const conf = emptyVmConf();
  conf.values = new Map([...settings.values, ...stored]);
  if (settings.description !== undefined) conf.description = settings.description;
  const { values } = conf;
  values.set('meta', `creation-qemu=10.0.13,ctime=${Math.floor(Date.now() / 1000)}`);
  if (!values.has('boot')) values.set('boot', defaultBoot(values));
  if (!values.has('smbios1')) values.set('smbios1', `uuid=${randomUUID()}`);
  if (!values.has('vmgenid')) values.set('vmgenid', randomUUID());
  writeVm(id, conf);
}
