import type { ManagerDefinition } from '@phoenix/shared-runtime/frame';
import { doorOf, GUEST_FLAGS, guestVerbs } from '@phoenix/shared-runtime/guests';
import { containerWording } from './import/wording.ts';
import { containerSight } from './observe/sight.ts';
import { containerWays } from './plan/ways.ts';

/** The manager of containers: its verbs, and what they work with. */
export const lxcManager: ManagerDefinition = {
  program: 'lxc-manager',
  kind: 'lxc',
  summary: 'Brings the containers of this Proxmox host to their declared state',
  flags: GUEST_FLAGS,
  verbs: guestVerbs({
    sight: containerSight,
    ways: containerWays,
    wording: containerWording,
    door: () => doorOf('pct'),
  }),
};
