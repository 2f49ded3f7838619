import type { Declared } from '@phoenix/shared-config';
import { CONTAINERS, type Kind, VMS } from '../guests/kind.ts';
import type { Host } from '../host/host.ts';
import { parseConf } from '../pve/conf.ts';
import type { Choice } from './values.ts';

/** Names of the snapshots that declared guests have, each with the guests that have it. */
export function snapshotNames(
  { lxc, vms }: Pick<Declared, 'lxc' | 'vms'>,
  host: Pick<Host, 'read'>,
): Choice[] {
  const found = new Map<string, number[]>();
  const look = (kind: Kind, ids: Iterable<number>) => {
    for (const id of ids) {
      for (const name of parseConf(host.read(kind.conf(id)) ?? '').snapshots.keys())
        found.set(name, [...(found.get(name) ?? []), id]);
    }
  };
  look(CONTAINERS, lxc.keys());
  look(VMS, vms.keys());
  return [...found].map(([name, ids]) => [name, ids.join(' ')]);
}
