import { wholePlans } from '../test-support/steps.ts';
import { plan as network } from './plan.ts';

const INTERFACES = '/etc/network/interfaces';
const NETWORK_FACTS: Parameters<typeof network>[1] = {
  files: {
    [INTERFACES]: `auto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.12/24\nsource ${INTERFACES}.d/*\n`,
  },
  resolvConf: 'search lab\nnameserver 9.9.9.9\n',
  running: { addresses: ['10.0.0.12/24'], gateways: [] },
  armed: { state: 'no', before: {} },
  gatewayAnswers: true,
  hasIfreload: true,
  hasPending: true,
};
const bridge = (more = {}) => ({
  config: {
    network: {
      interfaces: {
        name: 'vmbr0',
        address: '10.0.0.13/24',
        gateway: '10.0.0.1',
        dns_nameservers: ['1.1.1.1'],
        ...more,
      },
    },
  },
});

wholePlans({
  'nothing declared for the network': () => network({ config: { network: {} } }, NETWORK_FACTS),
  'network as its file has it, not the kernel': () =>
    network(bridge({ address: '10.0.0.12/24', gateway: undefined, dns_nameservers: [] }), {
      ...NETWORK_FACTS,
      running: { addresses: [], gateways: ['10.0.0.1'] },
    }),
  'network with a netmask': () =>
    network(bridge({ dns_nameservers: [] }), {
      ...NETWORK_FACTS,
      files: {
        [INTERFACES]:
          'iface vmbr0 inet static\n  netmask   255.255.255.0\n   address   10.0.0.9\n\tgateway 10.0.0.2\n',
      },
    }),
  network: () => network(bridge(), NETWORK_FACTS),
  'network with a new bridge': () =>
    network(bridge({ name: 'vmbr9', gateway: undefined }), {
      ...NETWORK_FACTS,
      resolvConf: undefined,
      hasPending: false,
    }),
  'network that is on trial': () =>
    network(bridge(), {
      ...NETWORK_FACTS,
      armed: { state: 'on trial', before: { [INTERFACES]: `source ${INTERFACES}.d/*\n` } },
    }),
  'network that is going back': () =>
    network(bridge(), { ...NETWORK_FACTS, armed: { state: 'going back', before: {} } }),
  'network without ifupdown2': () => network(bridge(), { ...NETWORK_FACTS, hasIfreload: false }),
  'network by DHCP': () =>
    network(bridge(), { ...NETWORK_FACTS, files: { [INTERFACES]: 'iface vmbr0 inet dhcp\n' } }),
  'network with fragments that are not read': () =>
    network(bridge({ name: 'vmbr9' }), { ...NETWORK_FACTS, files: { [INTERFACES]: '' } }),
});
