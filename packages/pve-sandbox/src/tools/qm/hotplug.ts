import { byBytes } from '../../state/guest-conf-text.ts';
import { hasInterface } from '../../state/network.ts';
import { messageOf, Refusal } from '../../state/refusal.ts';
import type { VmConf } from '../../state/vm-conf.ts';
import { isCdrom, isCloudInit, isDriveKey, parseDrive } from '../../state/vm-drives.ts';
import { running, setRunning } from '../../state/vm-running.ts';
import { writeVm } from '../../state/vms.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import { generateCloudInit } from './cloudinit-generate.ts';
import { recordCloudInit } from './cloudinit-record.ts';
import { canChangeNow, hotplugFeatures, isAtOnce } from './hotplug-rules.ts';
import { vmNet } from './net.ts';
import { registerUnused, removeOrDetach } from './unused.ts';

/**
 * Brings into effect what a running machine takes without a restart and writes its conf; the rest
 * stays pending. @param touched the keys that may change now @throws Refusal for what fails
 */
export function hotplugPending(
  id: number,
  conf: VmConf,
  touched: ReadonlySet<string>,
  usage: string,
): void {
  const { pending } = conf;
  const features = hotplugFeatures(conf.values);
  const errors: [string, string][] = [];
  let hasNewDrive = false;
  for (const [key, value] of [...pending.values]) if (isAtOnce(key)) accept(conf, key, value);
  if (pending.description !== undefined) {
    conf.description = pending.description;
    delete pending.description;
  }
  for (const [key, force] of [...pending.deletes]) {
    const isOwn = touched.has(key) || isAtOnce(key);
    if (!isOwn || !canChangeNow(conf, key, undefined, features)) continue;
    const before = conf.values.get(key);
    if (isDriveKey(key)) removeOrDetach(id, conf, key, force);
    if (key === 'description') delete conf.description;
    conf.values.delete(key);
    pending.deletes.delete(key);
    recordCloudInit(conf, key, before, undefined);
  }
  for (const [key, value] of [...pending.values].sort(([a], [b]) => byBytes(a, b))) {
    if (!touched.has(key) || !canChangeNow(conf, key, value, features)) continue;
    try {
      if (/^net\d+$/.test(key)) refuseMissingBridge(value);
      if (isDriveKey(key)) plugDrive(id, conf, key, value);
      accept(conf, key, value);
      hasNewDrive ||= isDriveKey(key) && isCloudInit(parseDrive(key, value));
    } catch (error) {
      errors.push([key, `hotplug problem - ${messageOf(error)}`]);
    }
  }
  writeVm(id, conf);
  const state = running(id);
  if (state !== undefined) setRunning(id, { ...state, values: Object.fromEntries(conf.values) });
  const isStale = features.has('cloudinit') && conf.cloudInit.size > 0;
  if (hasNewDrive || isStale) generateCloudInit(id, conf);
  if (errors.length > 0) throw parameterRefusal(errors, usage, 255);
}

function accept(conf: VmConf, key: string, value: string): void {
  const before = conf.values.get(key);
  conf.values.set(key, value);
  conf.pending.values.delete(key);
  recordCloudInit(conf, key, before, value);
}

function refuseMissingBridge(value: string): void {
  const bridge = vmNet(value).get('bridge');
  if (bridge === undefined || hasInterface(bridge)) return;
  throw new Refusal(`bridge '${bridge}' does not exist`);
}

/** A drive in a machine that runs: what it takes the place of becomes unused. */
function plugDrive(id: number, conf: VmConf, key: string, value: string): void {
  const drive = parseDrive(key, value);
  const before = conf.values.get(key);
  if (before !== undefined && !isCdrom(drive))
    registerUnused(id, conf, parseDrive(key, before), value);
}
