import type { HostFirewall } from '@phoenix/shared-config';
import { wholePlans } from '../test-support/steps.ts';
import { plan as firewall } from './plan.ts';

const FIREWALL_FACTS: Parameters<typeof firewall>[1] = {
  cluster: '[OPTIONS]\n\nenable: 0\n\n[RULES]\n\nIN DROP\n',
  host: undefined,
  hostPath: '/etc/pve/nodes/pve/host.fw',
  address: '10.0.0.13',
  localNetwork: '10.0.0.13/24',
  waysIn: [
    { port: 22, source: '10.0.0.1' },
    { port: 8006, source: '10.0.0.1' },
  ],
  gateway: '10.0.0.1',
  armed: { state: 'no', before: {} },
};
const FILTER: HostFirewall = {
  enabled: true,
  default_input_policy: 'DROP',
  global_firewall_rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '80' }],
  host_firewall_rules: [{ type: 'in', action: 'ACCEPT', comment: 'all' }],
};
const filtering = { config: { firewall: FILTER } };

wholePlans({
  'nothing declared for the firewall': () => firewall({ config: {} }, FIREWALL_FACTS),
  'firewall off, with rules of others': () =>
    firewall(
      { config: { firewall: { ...FILTER, enabled: false, default_output_policy: 'REJECT' } } },
      { ...FIREWALL_FACTS, host: '[OPTIONS]\nenable: 0\n[RULES]\nIN DROP\n' },
    ),
  'firewall without policies': () =>
    firewall(
      { config: { firewall: { global_firewall_rules: [], host_firewall_rules: [] } } },
      { ...FIREWALL_FACTS, cluster: undefined },
    ),
  firewall: () => firewall(filtering, FIREWALL_FACTS),
  'firewall that is on trial': () =>
    firewall(filtering, {
      ...FIREWALL_FACTS,
      armed: {
        state: 'on trial',
        before: { '/etc/pve/firewall/cluster.fw': '[OPTIONS]\n\nenable: 1\n' },
      },
    }),
  'firewall that would close ways in': () =>
    firewall(
      { config: { firewall: { ...FILTER, host_firewall_rules: [] } } },
      { ...FIREWALL_FACTS, cluster: undefined, localNetwork: undefined },
    ),
});
