import { isAsAsked, type Making, optionPairs } from '@phoenix/shared-runtime/guests';
import type { GuestConf } from '@phoenix/shared-runtime/pve';
import { bootDisk } from './disks.ts';
import { expectedValue } from './settings.ts';

/** Options of `qm create` and `qm clone` that are no settings. */
const NO_SETTINGS = ['full', 'snapname', 'storage', 'format'];

/** The settings that the command which makes a VM asked for, as its conf file would have them. */
export function askedSettings({ argv, source }: Making): [key: string, value: string][] {
  const words = argv.slice(source === undefined ? 3 : 4);
  return optionPairs(words, NO_SETTINGS).map(([key, value]) => [key, expectedValue(key, value)]);
}

/**
 * `qm create` and `qm clone` write the conf file once, as the last thing they do, over the few
 * lines that kept the id for them: one that names its disk and all that was asked for is whole.
 */
export function isMade(conf: GuestConf, making: Making): boolean {
  return bootDisk(conf.main.keys) !== undefined && isAsAsked(conf, askedSettings(making));
}
