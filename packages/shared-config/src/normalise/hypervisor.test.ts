import { expect, test } from 'vitest';
import { load, told } from '../testing/world.ts';

test('scripts of the site are steps, with names that events and logs can carry', () => {
  const scripts = { dns: 'dns.sh', 'Bad-Name': 'x.sh' };
  const { diagnostics, hypervisor } = load({ hypervisor: { hypervisor_setup: { scripts } } });
  expect(diagnostics.map(told)).toEqual([
    'error invalid-value hypervisor:5:16 hypervisor_setup.scripts.Bad-Name must be lower case letters, digits and "_", a letter first, 40 at most',
  ]);
  expect(hypervisor.hypervisor_setup).toEqual({ scripts, skip: [] });
});

test('cards are named in lower case, packages once, and the repository is left to setup', () => {
  const { hypervisor } = load({
    hypervisor: { vfio: { pci_ids: ['10DE:2684'] }, packages: ['htop', 'htop'] },
  });
  expect(hypervisor).toMatchObject({
    vfio: { pci_ids: ['10de:2684'] },
    packages: ['htop'],
    proxmox_repository: 'auto',
  });
});
