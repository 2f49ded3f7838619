import { expect, test } from 'vitest';
import { container, load, machine, told } from './testing/world.ts';

const guest = (changes: Record<string, unknown>) =>
  load({ lxc: { 300: container(changes) } }).diagnostics.map(told);
const vm = (changes: Record<string, unknown>) =>
  load({ vms: [machine(changes)] }).diagnostics.map(told);
const host = (hypervisor: Record<string, unknown>) =>
  load({ hypervisor, lxc: { 300: container() } }).diagnostics.map(told);
const x = (length: number) => 'x'.repeat(length);
/** A path of so many bytes whose parts are short. */
const path = (length: number) => `${`/${'x/'.repeat(length / 2)}`.slice(0, length - 1)}y`;
const mount = (key: string, value: string) => ({
  mount_points: [{ host_path: '/a', container_path: '/b', [key]: value }],
});

type Case = [what: string, said: (value: string) => string[], most: string, more: string];

test.each<Case>([
  ['description', (description) => guest({ description }), x(8192), x(8193)],
  [
    'description in bytes',
    (description) => guest({ description }),
    'é'.repeat(4096),
    'é'.repeat(4097),
  ],
  ['description of a VM', (description) => vm({ description }), x(8192), x(8193)],
  ['name', (name) => guest({ name }), x(63), x(64)],
  ['template', (template) => guest({ template }), path(255), path(256)],
  ['part of a path', (at) => guest(mount('host_path', `/${at}/a`)), x(255), x(256)],
  ['path', (at) => guest(mount('container_path', at)), path(4095), path(4096)],
  ['script', (application_script) => guest({ application_script }), x(255), x(256)],
  ['feature', (one) => guest({ features: [one] }), x(200), x(201)],
  ['features of a VM in one text', (one) => vm({ features: `docker,${one}` }), x(200), x(201)],
  ['snapshot', (template_snapshot_name) => guest({ template_snapshot_name }), x(40), x(41)],
  ['snapshot of a VM', (post_features) => vm({ snapshots: { post_features } }), x(40), x(41)],
  ['command', (command) => guest({ health_check: { command } }), x(32_768), x(32_769)],
  ['command of a VM', (one) => vm({ health_check: { command: ['a', one] } }), x(32_767), x(32_768)],
  [
    'arguments',
    (one) => guest({ health_checks: [{ script: 'a', args: [one, 'b'] }] }),
    x(32_767),
    x(32_768),
  ],
  ['raw line', (one) => guest({ lxc_options: [`lxc.group=${one}`] }), x(32_758), x(32_759)],
  [
    'raw lines',
    (one) => guest({ lxc_options: Array(8).fill(`lxc.group=${one}`) }),
    x(4086),
    x(4087),
  ],
  ['setting of qm', (one) => vm({ qm_options: [`--args ${one}`] }), x(32_761), x(32_762)],
  ['setting of Proxmox', (one) => vm({ qm_options: [`--smbios1 ${one}`] }), x(512), x(513)],
  ['tags', (one) => guest({ tags: Array(8).fill(one) }), x(512), x(513)],
  ['suite', (suite) => guest({ tests: { [suite]: [] } }), x(255), x(256)],
  ['test', (name) => vm({ tests: { a: [{ name, type: 'script', path: 'a' }] } }), x(255), x(256)],
  ['image', (template_image) => vm({ template_image: `/i/${template_image}` }), x(240), x(241)],
  ['image by address', (one) => vm({ template_image: `http://a/b/${one}` }), x(240), x(241)],
  [
    'shared volume',
    (name) => host({ shared_volumes: { [name]: { host_path: '/a', mounts: {} } } }),
    x(255),
    x(256),
  ],
  ['path of the host', (at) => host({ mount_point_base: at }), path(4095), path(4096)],
  [
    'NFS',
    (at) => host({ nfs: { exports: [{ path: `/${at}`, clients: [], options: [] }] } }),
    x(255),
    x(256),
  ],
  ['core path', (other) => host({ core_paths: { other } }), path(4095), path(4096)],
  [
    'test of the host',
    (at) => host({ tests: { a: [{ name: 'a', type: 'script', path: at }] } }),
    x(255),
    x(256),
  ],
])('%s: no more than Linux or Proxmox takes', (_, said, most, more) => {
  expect(said(most)).toEqual([]);
  const [first, ...others] = said(more);
  expect(others).toEqual([]);
  expect(first).toMatch(/^error invalid-value \w+:\d+:\d+ /);
});

test('how much is too much is told', () => {
  const hints = guest({
    description: x(9000),
    mount_points: [{ host_path: `/${x(300)}`, container_path: '/a' }],
    health_check: { command: [] },
    health_checks: [{ script: 'a', args: [x(32_768), 'x'] }],
    tests: { [x(300)]: [] },
  });
  expect(hints.map((one) => one.replace(/x+/g, 'x').replace(/.*? guest 300: /, ''))).toEqual([
    'description is "x..., but must be at most 8192 bytes long; it has 9000',
    'health_check.command is an empty list, but must be a list [ ... ] that is not empty',
    'health_checks[0].args is a list, but must be a list of at most 32768 bytes in all; it has 32769',
    'tests.x: the name must be at most 255 bytes long; it has 300',
    'mount_points[0].host_path is "/x..., but must be a path whose parts have at most 255 bytes each; one has 300',
  ]);
});
