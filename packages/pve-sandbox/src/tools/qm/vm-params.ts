import { randomUUID } from 'node:crypto';
import { isDriveKey } from '../../state/vm-drives.ts';
import type { Params } from '../cli/arguments.ts';
import { uniqueTags } from '../pct/tags.ts';
import { storedVmSchema } from '../schema/check-stored.ts';
import { storedVmNet } from './net.ts';

/** What a command line says of a machine's settings, as it is to be stored. */
export interface Settings {
  /** Without drives and description. */
  values: Map<string, string>;
  /** As given: new volumes are made of some. */
  drives: Map<string, string>;
  description?: string;
}

/** Takes the settings out of a command's parameters; `cdrom` is the old name of an `ide2`. */
export function vmSettings(params: Params): Settings {
  const settings: Settings = { values: new Map(), drives: new Map() };
  for (const [name, given] of params) {
    const key = name === 'cdrom' ? 'ide2' : name;
    const isCd =
      name === 'cdrom' || (isDriveKey(key) && /^(?:file=)?(?:none|cdrom)(?:,|$)/.test(given));
    const value = isCd && !given.includes('media=') ? `${given},media=cdrom` : given;
    if (isDriveKey(key)) settings.drives.set(key, value);
    else if (key === 'vmgenid' && value === '1') settings.values.set(key, randomUUID());
    else if (key === 'description') settings.description = value;
    else if (/^net\d+$/.test(key)) settings.values.set(key, storedVmNet(value));
    else if (key === 'tags') settings.values.set(key, uniqueTags(value));
    else if (storedVmSchema(key) !== undefined) settings.values.set(key, value);
  }
  return settings;
}
