import { parseConf } from './conf.ts';

/** Whether that is the drive that cloud-init reads, which Proxmox writes anew at every start. */
export function isCloudInitVolume(volid: string): boolean {
  return /\bvm-\d+-cloudinit\b/.test(volid);
}

/**
 * Whether a conf file names a volume, in whatever section. A cloud-init drive has one name for ever, so
 * what a snapshot says of it is about an earlier one.
 */
export function isNamed(conf: string, volid: string): boolean {
  const { main, pending } = parseConf(conf);
  const now = [...main.keys.values(), ...pending.keys.values()].join('\n');
  const text = isCloudInitVolume(volid) ? now : conf;
  return text.split(/[\s,=]+/).includes(volid);
}
