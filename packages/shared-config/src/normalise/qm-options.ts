import { didYouMean } from '../suggest.ts';
import type { QmOption } from '../vm-guest.ts';
import type { Notes } from './notes.ts';
import { isMadeAnew, isSwitch, managedBy, qmKeys } from './qm-keys.ts';

const HARDWARE_ADDRESS = /(?:[\da-f]{2}:){5}[\da-f]{2}/i;

/**
 * Settings that older files hand to `qm set`, taken apart. What Proxmox does not know, or what
 * Phoenix sets itself, is told and left out: one such option makes Proxmox refuse the whole call.
 */
export function qmOptions(lines: readonly string[] | undefined, notes: Notes): QmOption[] {
  const found = new Map<string, string>();
  for (const [index, line] of (lines ?? []).entries()) {
    // A hole that a broken item has left.
    if (line === undefined) continue;
    const [, key, value = ''] = /^--?([\w-]*\w)(?:\s*=\s*|\s+)(.*\S)\s*$/u.exec(line) ?? [];
    const place = ['qm_options', index];
    if (key === undefined || (value.startsWith('-') && key !== 'args')) {
      notes.error('invalid-value', place, `is ${JSON.stringify(line)}, but must be one setting`, {
        hint: 'write "--key value", like "--balloon 1024"',
      });
    } else if (isTaken(key, value, place, notes)) {
      const kept = isSwitch(key) ? switched(value) : value;
      if (key === 'smbios1' && value.length > 512) {
        notes.error('invalid-value', place, 'has more than the 512 characters of smbios1');
      } else if (kept === undefined) {
        notes.error('invalid-value', place, `has ${value} for ${key}, but must have 0 or 1`);
      } else found.set(key, kept);
    }
  }
  return [...found].map(([key, value]) => ({ key, value }));
}

/** Whether a setting as Proxmox keeps it may stand among `qm_options`, and comes out of them the same. */
export function isQmOption(key: string, value: string): boolean {
  const isKnown = qmKeys.has(key) || qmKeys.has(key.replace(/\d{1,2}$/, '#'));
  const isOwn = managedBy(key) !== undefined || isMadeAnew(key) || key === 'smbios1';
  const isFixed = !/^net\d+$/.test(key) || HARDWARE_ADDRESS.test(value);
  const isPlain =
    /^[^\s\p{Cc}](?:[^\p{Cc}]*\S)?$/u.test(value) && (key === 'args' || value[0] !== '-');
  return isKnown && !isOwn && isFixed && isPlain && (!isSwitch(key) || /^[01]$/.test(value));
}

function isTaken(key: string, value: string, place: (string | number)[], notes: Notes): boolean {
  const own = managedBy(key);
  if (own !== undefined) {
    notes.warning('no-effect', place, `sets ${key}, which Phoenix sets itself: left out`, {
      hint: own === '' ? 'remove it' : `remove it, and use "${own}"`,
    });
    return false;
  }
  if (isMadeAnew(key)) {
    notes.warning(
      'made-anew',
      place,
      `sets ${key}, which Proxmox makes anew at every run: left out`,
      {
        hint: `remove it, and set it once by hand: qm set <vmid> --${key} ${value}`,
      },
    );
    return false;
  }
  if (/^net\d+$/.test(key) && !HARDWARE_ADDRESS.test(value)) {
    notes.warning('made-anew', place, `sets ${key} without a hardware address: left out`, {
      hint: `write one, like "--${key} virtio=BC:24:11:00:00:01,bridge=vmbr1": Proxmox would make up another at every run`,
    });
    return false;
  }
  if (qmKeys.has(key) || qmKeys.has(key.replace(/\d{1,2}$/, '#'))) return true;
  const meant = didYouMean(
    key,
    [...qmKeys].filter((one) => !one.endsWith('#')),
  );
  notes.warning('unknown-qm-key', place, `sets ${key}, which is no setting of a VM: left out`, {
    hint: meant === undefined ? 'remove it' : `did you mean "--${meant}"?`,
  });
  return false;
}

/** The spellings of yes and no that Proxmox takes, as it keeps them. */
function switched(value: string): string | undefined {
  if (/^(?:1|on|yes|true)$/i.test(value)) return '1';
  return /^(?:0|off|no|false)$/i.test(value) ? '0' : undefined;
}
