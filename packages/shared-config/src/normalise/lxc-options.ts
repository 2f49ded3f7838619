import type { LxcOption } from '../lxc-guest.ts';
import { didYouMean } from '../suggest.ts';
import { isLxcKey, keyOfToday, lxcKeys } from './lxc-keys.ts';
import type { Notes } from './notes.ts';

/**
 * The raw conf lines, split at the first `=` or `:`. Capability lists with commas become one line
 * each, as LXC wants them.
 */
export function lxcOptions(lines: readonly string[] | undefined, notes: Notes): LxcOption[] {
  return (lines ?? []).flatMap((line, index) => {
    const [, key = '', value = ''] = /^(lxc\.[a-z0-9._-]+)\s*[=:]\s*(.*?)\s*$/u.exec(line) ?? [];
    if (!isLxcKey(key)) {
      const meant = didYouMean(key, lxcKeys);
      notes.warning(
        'unknown-lxc-key',
        ['lxc_options', index],
        `has the key ${key}, which Proxmox does not take: the line would vanish`,
        { hint: meant === undefined ? undefined : `did you mean "${meant}"?` },
      );
    }
    const today = keyOfToday(key);
    if (today !== undefined) {
      notes.warning(
        'former-lxc-key',
        ['lxc_options', index],
        `has the key ${key}, which LXC has given up: the container would not start`,
        { hint: `today it is "${today}"` },
      );
    }
    if (key !== 'lxc.cap.keep' && key !== 'lxc.cap.drop') return [{ key, value }];
    return value.split(/[,\s]+/).map((one) => ({ key, value: one }));
  });
}
