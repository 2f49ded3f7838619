import type { ManagerDefinition } from '@phoenix/shared-runtime/frame';
import { doorOf, GUEST_FLAGS, guestVerbs } from '@phoenix/shared-runtime/guests';
import { vmSight } from './observe/sight.ts';
import { tools } from './tools/index.ts';

/** The manager of VMs: its verbs, and what they work with. */
export const vmManager: ManagerDefinition = {
  program: 'vm-manager',
  kind: 'vm',
  summary: 'Brings the VMs of this Proxmox host to their declared state',
  flags: GUEST_FLAGS,
  verbs: guestVerbs({
    sight: vmSight,
    ways: async () => {
      const [{ vmWays }, { warmUp }] = await Promise.all([
        import('./plan/ways.ts'),
        import('./cloud-init/yaml.ts'),
      ]);
      warmUp();
      return vmWays;
    },
    wording: async () => (await import('./import/wording.ts')).vmWording,
    door: ({ self: [program = 'vm-manager', ...words] }) =>
      doorOf('vm-manager', [program, ...words]),
  }),
  tools,
};
