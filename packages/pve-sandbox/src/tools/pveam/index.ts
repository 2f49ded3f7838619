import { exists } from '../../state/files.ts';
import { err } from '../../state/talk.ts';
import table from './appliances.json' with { type: 'json' };

/** A template that can be downloaded. */
export interface Appliance {
  section: string;
  file: string;
  arch: string;
}

const turnkey = '/var/lib/pve-manager/apl-info/releases.turnkeylinux.org';

/** The index of templates; every look at it tells of the part that this host does not have. */
export function appliances(): Appliance[] {
  if (!exists(turnkey)) err(`unable to open file '${turnkey}' - No such file or directory\n`);
  return Object.entries(table).flatMap(([section, files]) =>
    files.map((file) => ({ section, file, arch: 'amd64' })),
  );
}
