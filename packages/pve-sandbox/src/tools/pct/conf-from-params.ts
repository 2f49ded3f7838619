import type { GuestConf } from '../../state/guest-conf.ts';
import { storedNet } from '../../state/hwaddr.ts';
import { uniqueTags } from './tags.ts';

/** Parameters of `pct create` that are no keys of the conf file. */
const notStored = new Set([
  'bwlimit',
  'force',
  'ha-managed',
  'ignore-unpack-errors',
  'ostemplate',
  'password',
  'pool',
  'restore',
  'ssh-public-keys',
  'start',
  'storage',
  'unique',
  'vmid',
]);

/** Puts a create's parameters into a conf, as they are stored; mount points come later. */
export function confFromParams(conf: GuestConf, params: ReadonlyMap<string, string>): void {
  const { values } = conf;
  for (const [key, value] of params) {
    if (notStored.has(key) || /^(?:rootfs|mp\d+)$/.test(key) || value === '') continue;
    if (key === 'description') conf.description = value;
    else if (/^net\d+$/.test(key)) values.set(key, storedNet(value));
    else if (key === 'tags') values.set(key, uniqueTags(value));
    else values.set(key, value);
  }
  if (params.get('unprivileged') === '0') values.delete('unprivileged');
  else values.set('unprivileged', '1');
}
