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

it('one that keeps its name may keep guests, and be in a cluster', () => {
  const more = { guests: ['100'], isInCluster: true };
  expect(drafted({ hostname: 'pve' }, more)).toEqual({
    said: [],
    restart: undefined,
    problem: undefined,
  });
});

it.each([
  [5, '(1, 2, 3, 4, 5)'],
  [6, '(1, 2, 3, 4, 5, ...)'],
])('of %d guests that stand in the way the first ones are named', (count, words) => {
  const guests = Array.from({ length: count }, (_, index) => `${index + 1}`);
  expect(drafted({ hostname: 'x' }, { guests }).problem).toContain(`keeps guests ${words} under`);
});

it.each([
  ['Proxmox knows it', ['other', 'pve'], undefined],
  ['there is no Proxmox yet', [], undefined],
  ['Proxmox knows another one', ['old'], 'Proxmox takes the name pve at its start'],
])('a restart for a name that the host has already: %s', (_, nodes, restart) => {
  expect(drafted({ hostname: 'pve' }, { nodes })).toMatchObject({ said: [], restart });
});

it.each([
  [{ hostname: 'pve.a.example.org' }, 'pve.a.example.org pve'],
  [{ hostname: 'pve.a.example.org', domain_name: 'home' }, 'pve.a.example.org pve'],
  [{ hostname: 'pve', domain_name: 'a.home' }, 'pve.a.home pve'],
  [{ hostname: 'pve' }, 'pve.lab pve'],
])('the full name of %j', (config, names) => {
  const hosts = '10.0.0.13 pve.lab\n';
  expect(drafted(config, { hosts }).said).toEqual([`10.0.0.13 ${names}\n`]);
});
