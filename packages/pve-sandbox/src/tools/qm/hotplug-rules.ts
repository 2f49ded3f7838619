import type { VmConf } from '../../state/vm-conf.ts';
import { isCdrom, isDriveKey, parseDrive } from '../../state/vm-drives.ts';
import { storedVmSchema } from '../schema/check-stored.ts';
import { parseProperties } from '../schema/check-value.ts';
import { cloudInitSettings } from './cloudinit-settings.ts';

const atOnce = new Set([
  'description',
  'hookscript',
  'lock',
  'migrate_downtime',
  'migrate_speed',
  'name',
  'onboot',
  'protection',
  'shares',
  'startup',
  'tags',
  'template',
  'vmstatestorage',
  ...cloudInitSettings,
]);

/** Whether a setting is none of the running machine's and may change at any time. */
export const isAtOnce = (key: string): boolean => atOnce.has(key) || /^ipconfig\d+$/.test(key);

/** What may be plugged into the running machine; network, disks and USB where nothing is said. */
export function hotplugFeatures(values: ReadonlyMap<string, string>): ReadonlySet<string> {
  const text = values.get('hotplug') ?? '1';
  if (text === '0') return new Set();
  const names = text === '1' ? 'network,disk,usb' : text;
  return new Set(names.split(/[\s,;]+/));
}

/**
 * Whether a running machine takes a change now.
 * @param value undefined where the key goes
 */
export function canChangeNow(
  conf: VmConf,
  key: string,
  value: string | undefined,
  features: ReadonlySet<string>,
): boolean {
  if (isAtOnce(key) || key === 'cpuunits' || key === 'cpulimit') return true;
  if (/^net\d+$/.test(key)) return features.has('network');
  if (isDriveKey(key)) return canChangeDrive(conf, key, value, features);
  if (key === 'balloon') return conf.values.get('balloon') !== '0' && value !== '0';
  if (key === 'memory') return features.has('memory');
  if (key === 'vcpus') return features.has('cpu');
  if (key === 'agent' && value !== undefined) return sameAgent(conf, value);
  return false;
}

/** What of a drive QEMU can change without taking it out. */
const live = new Set(['size', 'backup', 'replicate', 'shared']);
const isThrottle = (key: string): boolean => /^(?:mb|i)ops|^bps|^mbps/.test(key);

function canChangeDrive(
  { values }: VmConf,
  key: string,
  value: string | undefined,
  features: ReadonlySet<string>,
): boolean {
  if (/^(?:efidisk|tpmstate)/.test(key)) return false;
  const canPlug = features.has('disk') && !/^(?:ide|sata)/.test(key);
  const before = values.get(key);
  if (value === undefined || before === undefined) return canPlug;
  const [old, drive] = [parseDrive(key, before), parseDrive(key, value)];
  if (isCdrom(old) && isCdrom(drive)) return true;
  if (old.file !== drive.file) return canPlug;
  const names = new Set([...old.values.keys(), ...drive.values.keys()]);
  return [...names].every(
    (name) => live.has(name) || isThrottle(name) || old.values.get(name) === drive.values.get(name),
  );
}

/** Of the agent's settings only what Proxmox itself looks at can change: the rest is a device. */
function sameAgent({ values }: VmConf, value: string): boolean {
  const before = values.get('agent');
  if (before === undefined) return false;
  const properties = storedVmSchema('agent')?.properties ?? {};
  const [old, now] = [before, value].map((text) => parseProperties(text, properties).values);
  return ['enabled', 'type'].every((name) => old?.get(name) === now?.get(name));
}
