import { byBytes } from '../../state/guest-conf-text.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { isCloudInit, isDriveKey, parseDrive } from '../../state/vm-drives.ts';
import { loadVm, writeVm } from '../../state/vms.ts';
import { generateCloudInit } from './cloudinit-generate.ts';
import { registerUnused, removeOrDetach } from './unused.ts';

/**
 * Brings all that is pending of a stopped machine into effect and writes its conf. A drive for
 * cloud-init that is new by this is written too, unless the start does so anyway.
 */
export function applyVmPending(id: number, conf: VmConf, { drive = true } = {}): VmConf {
  for (const [key, force] of conf.pending.deletes) {
    if (isDriveKey(key)) removeOrDetach(id, conf, key, force);
    if (key === 'description') delete conf.description;
    conf.values.delete(key);
    conf.pending.values.delete(key);
  }
  conf.pending.deletes.clear();
  if (conf.pending.description !== undefined) {
    if (conf.pending.description === '') delete conf.description;
    else conf.description = conf.pending.description;
    delete conf.pending.description;
  }
  dropUnchanged(conf);
  let hasNewDrive = false;
  for (const [key, value] of [...conf.pending.values].sort(([a], [b]) => byBytes(a, b))) {
    const before = conf.values.get(key);
    if (isDriveKey(key)) {
      if (before !== undefined) registerUnused(id, conf, parseDrive(key, before), value);
      hasNewDrive ||= isCloudInit(parseDrive(key, value));
    }
    conf.values.set(key, value);
  }
  conf.pending.values.clear();
  writeVm(id, conf);
  if (hasNewDrive && drive) generateCloudInit(id, conf);
  return loadVm(id);
}

/** Takes back what is pending and is so already, or is to go and is not there. */
export function dropUnchanged(conf: VmConf): boolean {
  const { pending, values } = conf;
  let dropped = false;
  for (const [key, value] of pending.values) {
    if (values.get(key) !== value) continue;
    pending.values.delete(key);
    dropped = true;
  }
  if (pending.description !== undefined && pending.description === conf.description) {
    delete pending.description;
    dropped = true;
  }
  for (const key of pending.deletes.keys()) {
    const isSet = key === 'description' ? conf.description !== undefined : values.has(key);
    if (isSet) continue;
    pending.deletes.delete(key);
    dropped = true;
  }
  return dropped;
}
