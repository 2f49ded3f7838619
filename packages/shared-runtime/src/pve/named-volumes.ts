import { parseConf } from './conf.ts';

/** Whether that is the drive that cloud-init reads, which Proxmox writes anew at every start. */
export function isCloudInitVolume(volid: string): boolean {
  return /[:/]vm-\d+-cloudinit(?:\.\w+)?$/.test(volid);
}

/**
 * Whether a conf file names a volume, in whatever section, by its id or its path. A cloud-init drive has one
 * name for ever, so what a snapshot says of it is about an earlier one.
 */
export function isNamed(conf: string, name: string): boolean {
  const { main, pending } = parseConf(conf);
  const now = [...main.keys.values(), ...pending.keys.values()].join('\n');
  const text = isCloudInitVolume(name) ? now : conf;
  return text.split(/[\s,=]/).some((word) => word === name || word.startsWith(`${name}/`));
}
