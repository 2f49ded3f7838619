import type { ManagerDefinition } from '@phoenix/shared-runtime/frame';
import { doorOf, GUEST_FLAGS, guestVerbs } from '@phoenix/shared-runtime/guests';
import { containerSight } from './observe/sight.ts';

/** The manager of containers: its verbs, and what they work with. */
export const lxcManager: ManagerDefinition = {
  program: 'lxc-manager',
  kind: 'lxc',
  summary: 'Brings the containers of this Proxmox host to their declared state',
  flags: GUEST_FLAGS,
  verbs: guestVerbs({
    sight: containerSight,
    ways: async () => (await import('./plan/ways.ts')).containerWays,
    wording: async () => (await import('./import/wording.ts')).containerWording,
    door: () => doorOf('pct'),
  }),
};
