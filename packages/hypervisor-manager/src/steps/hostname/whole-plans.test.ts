import { wholePlans } from '../test-support/steps.ts';
import { plan as hostname } from './plan.ts';

const UNNAMED = {
  hostname: '',
  hosts: '10.0.0.13 pve\n',
  address: '10.0.0.13',
  guests: [],
  isInCluster: false,
  nodes: ['other'],
};

wholePlans({
  'nothing declared for the hostname': () => hostname({ config: {} }, UNNAMED),
  'hostname of one that has none': () => hostname({ config: { hostname: 'pve' } }, UNNAMED),
  'hostname that Proxmox does not know yet': () =>
    hostname({ config: { hostname: 'pve' } }, { ...UNNAMED, hostname: 'pve' }),
  hostname: () =>
    hostname(
      { config: { hostname: 'phoenix.lab' } },
      {
        hostname: 'pve',
        hosts: '127.0.0.1 localhost pve\n10.0.0.13 pve.home pve www # own\n',
        address: '10.0.0.13',
        guests: [],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
  'hostname of one that keeps guests': () =>
    hostname(
      { config: { hostname: 'phoenix' } },
      {
        hostname: 'pve',
        hosts: '',
        address: '10.0.0.13',
        guests: ['1', '2', '3', '4', '5', '6'],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
  'hostname of one without an address': () =>
    hostname(
      { config: { hostname: 'pve' } },
      {
        hostname: 'pve',
        hosts: '',
        address: undefined,
        guests: [],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
});
