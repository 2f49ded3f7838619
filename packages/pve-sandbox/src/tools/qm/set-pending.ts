import { Refusal } from '../../state/refusal.ts';
import { err } from '../../state/talk.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { bootOrder, isDriveKey, parseDrive } from '../../state/vm-drives.ts';
import { loadVm, writeVm } from '../../state/vms.ts';
import { enter } from '../job/phases.ts';
import { bootText } from './boot-order.ts';
import { createDisks } from './create-disks.ts';
import { freeDisk, isInSnapshot, registerUnused } from './unused.ts';
import type { Settings } from './vm-params.ts';

/** What a `qm set` is to do. */
export interface Changes extends Settings {
  deletes: string[];
  reverts: string[];
  /** Free the volumes of drives that go. */
  force: boolean;
}

/** Enters what is to go in the pending section. @returns the keys that the call is about */
export function deletePending(id: number, { deletes, force }: Changes): Set<string> {
  const touched = new Set<string>();
  for (const key of deletes) {
    const conf = loadVm(id);
    const value = currentOf(conf, key);
    if (value === undefined) {
      err(`cannot delete '${key}' - not set in current configuration!\n`);
      continue;
    }
    touched.add(key);
    const wasPending = conf.pending.values.delete(key);
    if (key === 'description') delete conf.pending.description;
    if (takeFromBootOrder(conf, key)) touched.add('boot');
    if (/^unused\d+$/.test(key)) dropUnused(conf, key, value);
    else {
      if (isDriveKey(key)) {
        refuseProtected(conf, `can't remove drive '${key}'`);
        if (wasPending) registerUnused(id, conf, parseDrive(key, value));
      }
      conf.pending.deletes.set(key, force);
    }
    writeVm(id, conf);
  }
  return touched;
}

const currentOf = (conf: VmConf, key: string): string | undefined =>
  key === 'description'
    ? (conf.description ?? conf.pending.description)
    : (conf.values.get(key) ?? conf.pending.values.get(key));

/** An unused volume is freed at once. */
function dropUnused(conf: VmConf, key: string, volid: string): void {
  refuseProtected(conf, `can't remove unused disk '${volid}'`);
  if (isInSnapshot(conf, volid)) {
    throw new Refusal(`unable to delete '${volid}' - volume is still in use (snapshot?)`);
  }
  freeDisk(volid);
  conf.values.delete(key);
}

function refuseProtected({ values }: VmConf, what: string): void {
  if (values.get('protection') === '1') throw new Refusal(`${what} - protection mode enabled`);
}

/** A device that goes is nothing to boot from. */
function takeFromBootOrder({ values, pending }: VmConf, key: string): boolean {
  const order = bootOrder(pending.values.has('boot') ? pending.values : values);
  if (!order.includes(key)) return false;
  pending.values.set('boot', bootText(order.filter((device) => device !== key)));
  return true;
}

/** Enters new values in the pending section; new volumes are made. @returns the keys */
export async function takeIntoPending(id: number, changes: Changes): Promise<Set<string>> {
  const touched = new Set([...changes.values.keys(), ...changes.drives.keys()]);
  for (const [key, value] of changes.values) {
    const conf = loadVm(id);
    conf.pending.values.set(key, key === 'boot' ? checkedBoot(conf, value, changes) : value);
    conf.pending.deletes.delete(key);
    writeVm(id, conf);
  }
  if (changes.description !== undefined) {
    const conf = loadVm(id);
    conf.pending.description = changes.description.replace(/\s+$/, '');
    conf.pending.deletes.delete('description');
    writeVm(id, conf);
    touched.add('description');
  }
  for (const [key, value] of changes.drives) {
    await takeDrive(id, key, value);
  }
  return touched;
}

async function takeDrive(id: number, key: string, value: string): Promise<void> {
  const before = loadVm(id);
  const { stored, made } = await createDisks(id, new Map([[key, value]]), [before, before.pending]);
  if (made.length > 0) await enter('allocated', 0.1);
  const conf = loadVm(id);
  const waiting = conf.pending.values.get(key);
  if (waiting !== undefined) registerUnused(id, conf, parseDrive(key, waiting));
  conf.pending.values.set(key, stored.get(key) ?? value);
  conf.pending.deletes.delete(key);
  writeVm(id, conf);
}

function checkedBoot(conf: VmConf, value: string, changes: Changes): string {
  const order = bootOrder(new Map([['boot', value]]));
  for (const device of order) {
    const known = [conf.values, conf.pending.values, changes.values, changes.drives];
    if (known.some((values) => values.has(device)) && !changes.deletes.includes(device)) continue;
    throw new Refusal(`invalid bootorder: device '${device}' does not exist'`);
  }
  return order.length === 0 ? value : bootText(order);
}
