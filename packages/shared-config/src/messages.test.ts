import { describe, expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { container, load, machine, told, type Written } from './testing/world.ts';

/** The first word of each line is what is checked for; places are checked elsewhere. */
function said(written: Written): string[] {
  return load(written).diagnostics.map((one) => told(one).replace(/ (?:-|\w+:\d+:\d+) /, ' '));
}

const one = (changes: Record<string, unknown>) => ({ lxc: { 300: container(changes) } });
const net = (changes: Record<string, unknown>) =>
  one({ network_config: { name: 'eth0', bridge: 'vmbr0', ip: '10.0.0.5/24', ...changes } });

test('a sound guest has nothing to say', () => {
  expect(said({ lxc: { 300: container() }, vms: [machine()] })).toEqual([]);
});

describe('a value that would not be one argument, or not be taken by Proxmox, is refused', () => {
  test.each<[string, Record<string, unknown>]>([
    ['name', { name: 'a b' }],
    ['name', { name: '-a' }],
    ['name', { name: 'a_b' }],
    ['name', { name: 'a;reboot' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(64) }],
    ['description', { description: 'a\rb' }],
    ['memory_mb', { memory_mb: 15 }],
    ['memory_mb', { memory_mb: 512.5 }],
    ['cores', { cores: 8193 }],
    ['swap_mb', { swap_mb: -1 }],
    ['storage_pool', { storage_pool: 'a,b' }],
    ['storage_pool', { storage_pool: '-a' }],
    ['storage_size_gb', { storage_size_gb: 0 }],
    ['template', { template: '--help' }],
    ['template', { template: '/a/../b' }],
    ['template', { template: 'debian.tar.zst' }],
    ['clone_from_ctid', { clone_from_ctid: '0300', template: undefined }],
    ['clone_from_ctid', { clone_from_ctid: 99, template: undefined }],
    ['mac_address', { mac_address: '53:54:00:00:00:01' }],
    ['mac_address', { mac_address: '52-54-00-00-00-01' }],
    ['gpu_assignment', { gpu_assignment: 'all' }],
    ['features', { features: '-rf, x' }],
    ['features[0]', { features: ['../x'] }],
    ['application_script', { application_script: '/etc/passwd' }],
    ['application_script', { application_script: '-x' }],
    ['application_script', { application_script: 'a/../../b' }],
    ['apparmor_profile', { apparmor_profile: '../x' }],
    ['lxc_options[0]', { lxc_options: ['mp0: /a'] }],
    ['lxc_options[0]', { lxc_options: ['lxc.cap.keep'] }],
    ['pct_options[0]', { pct_options: ['nesting'] }],
    ['pct_options[0]', { pct_options: ['nesting=1,keyctl=1'] }],
    ['template_snapshot_name', { template_snapshot_name: 'a.b' }],
    ['template_snapshot_name', { template_snapshot_name: 'current' }],
    [
      'volumes[0].mount_point',
      { volumes: [{ name: 'a', pool: 'tank', size_gb: 1, mount_point: '/a,b' }] },
    ],
    [
      'volumes[0].mount_point',
      { volumes: [{ name: 'a', pool: 'tank', size_gb: 1, mount_point: 'a' }] },
    ],
    ['mount_points[0].host_path', { mount_points: [{ host_path: '/a=b', container_path: '/b' }] }],
    [
      'mount_points[0].container_path',
      { mount_points: [{ host_path: '/a', container_path: '/b/../c' }] },
    ],
    ['id_maps[0].type', { id_maps: [{ type: 'x', container_id: 0, host_id: 1, size: 1 }] }],
    ['tags', { tags: ['a b'] }],
    ['tags', { tags: 'a;-b' }],
    ['application_files[0].source', { application_files: [{ source: '../x', destination: 'x' }] }],
    [
      'application_files[0].destination',
      { application_files: [{ source: 'x', destination: '-x' }] },
    ],
    ['health_check.command', { health_check: { command: '  ' } }],
    ['health_check.command', { health_check: { command: [] } }],
    [
      'firewall.rules[0].source',
      { firewall: { enabled: true, rules: [{ type: 'in', action: 'DROP', source: '1 2' }] } },
    ],
    ['timeouts.start', { timeouts: { start: 0 } }],
    ['tests.a[0].path', { tests: { a: [{ name: 'a', type: 'script', path: '../a' }] } }],
  ])('%s of %j', (key, changes) => {
    const first = key.replace(/[.[].*/, '');
    const messages = said(one(changes));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^error invalid-value guest 300: /);
    expect(messages[0]).toContain(`${key === 'health_check.command' ? key : first}`);
    expect(messages[0]).toContain(key.startsWith('tags') ? 'tags' : key);
  });

  test.each<[string, Record<string, unknown>]>([
    ['ip', { ip: '10.0.0.5' }],
    ['ip', { ip: '10.0.0.5/24,gw=10.0.0.9' }],
    ['ip', { ip: '10.0.0.5/33' }],
    ['gw', { gw: 'router' }],
    ['bridge', { bridge: 'vmbr0,firewall=1' }],
    ['bridge', { bridge: '-x' }],
    ['bridge', { bridge: 'abcdefghijklmnop' }],
    ['name', { name: 'eth 0' }],
    ['nameservers', { nameservers: '8.8.8.8; reboot' }],
    ['nameservers[1]', { nameservers: ['8.8.8.8', 'dns'] }],
    ['ip6', { ip6: 'fd00::5' }],
  ])('network_config.%s of %j', (key, changes) => {
    expect(said(net(changes))).toEqual([
      expect.stringContaining(`error invalid-value guest 300: network_config.${key} is`),
    ]);
  });
});

describe('odd but accepted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a name with dots', { name: 'vllm-qwen2.5-7b-awq' }],
    [
      'an IPv6 address',
      { network_config: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp', ip6: 'fd00::5/64' } },
    ],
    ['shell signs inside values that stand alone', { application_script: 'a b;$(c).sh' }],
    ['a template of a storage', { template: 'local:vztmpl/debian-13.tar.zst' }],
    ['a GPU as a number', { gpu_assignment: 1 }],
    ['blanks in a mount', { mount_points: [{ host_path: '/a b', container_path: '/c d/' }] }],
    [
      'a range of ports',
      {
        firewall: {
          enabled: true,
          rules: [{ type: 'in', action: 'DROP', proto: 'udp', port: '80:90,443' }],
        },
      },
    ],
    [
      'icmp without port',
      { firewall: { enabled: true, rules: [{ type: 'in', action: 'ACCEPT', proto: 'icmp' }] } },
    ],
  ])('%s', (_, changes) => {
    expect(said(one(changes))).toEqual([]);
  });
});

describe('what is only strange is a warning', () => {
  test.each<[string, Written, string]>([
    [
      'unknown key',
      one({ memmory_mb: 5 }),
      'unknown-key guest 300: memmory_mb is no key that Phoenix knows',
    ],
    [
      'unknown key inside',
      net({ gateway: '10.0.0.1' }),
      'unknown-key guest 300: network_config.gateway is no key that Phoenix knows',
    ],
    [
      'former key',
      one({ clone_from_template_ctid: '301', template: undefined }),
      'former-key guest 300: clone_from_template_ctid is a former name',
    ],
    [
      'two origins',
      {
        lxc: {
          300: container({ clone_from_ctid: 301 }),
          301: container({ name: 'b', template_snapshot_name: 'snap' }),
        },
      },
      'two-origins guest 300: template is not used, because "clone_from_ctid" is there too',
    ],
    [
      'no privilege, and a source that has none of the usual',
      {
        lxc: {
          300: container({ unprivileged: false, template_snapshot_name: 'snap' }),
          301: container({
            name: 'b',
            clone_from_ctid: 300,
            template: undefined,
            unprivileged: undefined,
          }),
        },
      },
      'missing-unprivileged guest 301: unprivileged is missing: taken as false, as 300 is, its source',
    ],
    [
      'a snapshot of what becomes a Proxmox template',
      one({ is_template: true, template_snapshot_name: 'snap' }),
      'no-effect guest 300: template_snapshot_name has no effect beside is_template: Proxmox converts no container that has snapshots, and clones start from the template itself',
    ],
    [
      'lifecycle snapshots of what becomes a Proxmox template',
      one({ is_template: true, enable_lifecycle_snapshots: true }),
      'no-effect guest 300: enable_lifecycle_snapshots has no effect beside is_template: Proxmox converts no container that has snapshots',
    ],
    [
      'shell signs',
      one({ health_check: { command: 'curl a | grep b > c' } }),
      'shell-signs guest 300: health_check.command holds | >, but no shell reads it: passed as written',
    ],
    [
      'unknown lxc key',
      one({ lxc_options: ['lxc.mount.entri=x'] }),
      'unknown-lxc-key guest 300: lxc_options[0] has the key lxc.mount.entri, which Proxmox does not take: the line would vanish',
    ],
    [
      'lxc key of LXC 2',
      one({ lxc_options: ['lxc.aa_profile=unconfined'] }),
      'former-lxc-key guest 300: lxc_options[0] has the key lxc.aa_profile, which LXC has given up: the container would not start',
    ],
    [
      'two AppArmor profiles',
      one({ apparmor_profile: 'generated', lxc_options: ['lxc.apparmor.profile: unconfined'] }),
      'two-profiles guest 300: lxc_options set the AppArmor profile unconfined, apparmor_profile sets generated',
    ],
    [
      'gateway elsewhere',
      net({ gw: '10.0.1.1' }),
      'gateway-outside guest 300: gateway 10.0.1.1 is not in the network of 10.0.0.5/24',
    ],
    [
      'gateway as address',
      net({ gw: '10.0.0.5' }),
      'taken-address guest 300: address 10.0.0.5 is that of the gateway',
    ],
    [
      'boot order',
      {
        lxc: {
          300: container({ boot_order: 1, dependencies: [301] }),
          301: container({ name: 'b', boot_order: 2 }),
        },
      },
      'boot-order guest 300: boot_order 1 is before the 2 of 301, which it depends on',
    ],
    [
      'names',
      { lxc: { 300: container(), 301: container({ name: 'WEB' }) } },
      'duplicate-name guest 301: name WEB is that of guest 300 too',
    ],
    [
      'template with dependencies',
      {
        lxc: {
          300: container({ dependencies: [301], is_template: true }),
          301: container({ name: 'b' }),
        },
      },
      'template-with-dependencies guest 300: a template has dependencies, which its clones do not inherit',
    ],
    [
      'password',
      { hypervisor: { portainer_api: { admin_password: 'hunter2' } }, ...one({}) },
      'plain-secret portainer_api.admin_password is a secret in plain text',
    ],
    [
      'no hash',
      { hypervisor: { users: { username: 'heads', password_hash: 'hunter2' } }, ...one({}) },
      'plain-secret users.password_hash is no crypt hash; it looks like the password itself',
    ],
    [
      'old list of VMs',
      { hypervisor: { vms: [] }, ...one({}) },
      'former-key vms is not read any more',
    ],
  ])('%s', (_, written, expected) => {
    expect(said(written).filter((message) => message.startsWith('warning '))).toContain(
      `warning ${expected}`,
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ['unprivileged is what Proxmox makes of a container', { unprivileged: undefined }],
    ['no snapshot', { is_template: true, enable_lifecycle_snapshots: false }],
  ])('nothing to say: %s', (_, changes) => {
    expect(said(one(changes))).toEqual([]);
  });

  test('without a hypervisor file, what to do by hand is said', () => {
    const reader = {
      read: (path: string) => (path.includes('lxc') ? '{"lxc_configs": {}}' : undefined),
      exists: () => true,
    };
    const { diagnostics } = loadConfig({ baseDir: '/p', reader });
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        '/p/etc/phoenix_hypervisor_config.json does not exist',
        'containers can do without it: write a file with { } to say so; if it lies elsewhere, name the base directory with --base-dir or PHOENIX_BASE_DIR',
      ],
    ]);
  });

  test('a template nobody can depend on, a clone of another privilege, a source without snapshot', () => {
    const lxc = {
      300: container(),
      301: container({ name: 'b', clone_from_ctid: 300, template: undefined, unprivileged: false }),
      302: container({ name: 'c', is_template: true }),
      303: container({ name: 'd', dependencies: [302] }),
    };
    expect(said({ lxc })).toEqual([
      'warning depends-on-template guest 303: dependencies names 302, a template, which is never started',
      'warning other-privilege guest 301: unprivileged is false, but 300, which it is cloned from, has true, and a clone is what its source is',
      'warning source-without-snapshot guest 301: 300, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped',
    ]);
  });
});
