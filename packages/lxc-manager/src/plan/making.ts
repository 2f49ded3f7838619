import { isAsAsked, type Making, optionPairs } from '@phoenix/shared-runtime/guests';
import type { GuestConf } from '@phoenix/shared-runtime/pve';

/** The options of `pct create` or `pct clone` that become settings; two words stand before them. */
export function askedSettings(making: Making): [key: string, value: string][] {
  return optionPairs(making.argv.slice(4), ['full', 'snapname', 'storage']);
}

/**
 * The container is whole: a clone as soon as it has its root disk, since that comes last. `pct
 * create` came to its end when Proxmox says so, or, where it does not know any more, when
 * everything asked for is there and so is `swap`, which is written last unless it was asked for.
 */
export function isMade(conf: GuestConf, making: Making): boolean {
  const { keys } = conf.main;
  if (!keys.has('rootfs')) return false;
  if (making.source !== undefined) return true;
  return making.ended ?? (keys.has('swap') && isAsAsked(conf, askedSettings(making)));
}
