import { expect, it } from 'vitest';
import type { HostnameFacts } from './observe.ts';
import { plan } from './plan.ts';

const facts: HostnameFacts = {
  hostname: 'pve',
  hosts: '127.0.0.1 localhost\n10.0.0.13 pve.lab pve www # own\n10.0.0.9\tother\n',
  address: '10.0.0.13',
  guests: [],
  isInCluster: false,
  nodes: ['pve'],
};
const drafted = (
  config: { hostname?: string; domain_name?: string },
  more: Partial<HostnameFacts> = {},
) => {
  const { operations, restart, problems } = plan({ config }, { ...facts, ...more });
  return {
    said: operations.map((one) =>
      'content' in one ? one.content : 'run' in one ? one.run.join(' ') : '',
    ),
    restart,
    problem: problems?.[0]?.message,
  };
};

it('88: edits the line of its own address alone, and asks for a restart', () => {
  expect(drafted({ hostname: 'phoenix', domain_name: 'home' })).toEqual({
    said: [
      '127.0.0.1 localhost\n10.0.0.13 phoenix.home phoenix www # own\n10.0.0.9\tother\n',
      'hostnamectl set-hostname phoenix',
    ],
    restart: 'Proxmox takes the name phoenix at its start',
    problem: undefined,
  });
});

it.each([
  [{ hostname: 'pve' }, {}, []],
  [
    { hostname: 'pve' },
    { hosts: '127.0.1.1 pve\n127.0.0.1 localhost pve\n' },
    ['127.0.0.1 localhost\n10.0.0.13 pve\n'],
  ],
  [
    { hostname: 'pve', domain_name: 'lab' },
    { hosts: '10.0.0.13 pve\n' },
    ['10.0.0.13 pve.lab pve\n'],
  ],
])('%j of %j', (config, more, expected) => expect(drafted(config, more).said).toEqual(expected));

it.each([
  [
    { guests: ['950'] },
    'cannot rename the host from pve to x: Proxmox keeps guests (950) under its name',
  ],
  [
    { isInCluster: true },
    'cannot rename the host from pve to x: it is in a cluster, whose members know it by its name',
  ],
])('%j stands in the way', (more, message) => {
  expect(drafted({ hostname: 'x' }, more)).toMatchObject({ said: [], problem: message });
});
