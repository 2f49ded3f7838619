import type { Found } from '@phoenix/shared-runtime/guests';
import type { GuestConf } from '@phoenix/shared-runtime/pve';
import { aDeclaration } from '@phoenix/shared-runtime/testing';

const HYPERVISOR = { shared_volumes: {} } as unknown as Found['declared']['hypervisor'];

/** A running container 105 with this conf file, as it is found on a host with nothing shared. */
export function found(conf: GuestConf, rest: Partial<Found> = {}): Found {
  return {
    id: 105,
    conf,
    running: true,
    known: new Set([105, 900]),
    declared: { ...aDeclaration({}), hypervisor: HYPERVISOR },
    storages: new Map(),
    texts: new Map(),
    ...rest,
  };
}
