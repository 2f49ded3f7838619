import { expect, test } from 'vitest';
import { lines, report } from '../testing/report.ts';
import { container, machine } from '../testing/world.ts';

const copy = (source: number, changes: Record<string, unknown>) =>
  machine({ template_image: undefined, clone_from_vmid: source, ...changes });
const profiles = (changes: Record<string, unknown>, ...lxc_options: string[]) =>
  container({ lxc_options, ...changes });
const nfs = (name: string, mount_point: string) => ({
  ...{ name, type: 'nfs', server: '10.0.0.9', path: '/srv' },
  mount_point,
});

test('ids, names and addresses of cards that two have', () => {
  expect(
    report({
      lxc: {
        900: container({ name: 'Web', mac_address: 'BC:24:11:00:00:0A' }),
        901: container({ name: 'web', mac_address: 'bc:24:11:00:00:0a' }),
      },
      vms: [
        machine({ vmid: 900, name: 'c' }),
        machine({ vmid: 8000, name: 'd' }),
        machine({ vmid: 8000, name: 'D' }),
        machine({ vmid: 8001, name: 'WEB' }),
        machine({ vmid: 8002, name: undefined }),
        machine({ vmid: 8002, name: 'f' }),
        machine({ vmid: 8003, name: undefined, mac_address: 'BC:24:11:00:00:0B' }),
        machine({ vmid: 8004, name: 'g', mac_address: 'BC:24:11:00:00:0B' }),
      ],
    }),
  ).toBe(
    lines(
      'error missing-key | >{ | guest 8002: name is missing | add "name": it must be a host name: letters, digits and dashes, no dash at either end | -',
      'error missing-key | >{ | guest 8003: name is missing | add "name": it must be a host name: letters, digits and dashes, no dash at either end | -',
      'error duplicate-id | "vmid": >900, | guest 900: the id is declared twice, first in the container file for Web | give one of the two an id of its own | 900',
      'error duplicate-id | "vmid": >8000, | guest 8000: the id is declared twice, first for d | give one of the two an id of its own | 8000',
      'error duplicate-id | "vmid": >8002, | guest 8002: the id is declared twice, first for a guest without name | give one of the two an id of its own | 8002',
      'warning duplicate-name | "name": >"web", | guest 901: name web is that of guest 900 too | one of the two cannot be selected by name | 900 901',
      'warning duplicate-name | "name": >"WEB", | guest 8001: name WEB is that of guest 900 too | one of the two cannot be selected by name | 900 8001',
      'error duplicate-mac | "mac_address": >"bc:24:11:00:00:0a" | guest 901: mac_address is that of guest 900 (Web) too | two guests with one address do not work in one network | 900 901',
      'error duplicate-mac | "mac_address": >"BC:24:11:00:00:0B" | guest 8004: mac_address is that of guest 8003 too | two guests with one address do not work in one network | 8003 8004',
    ),
  );
});

test('mounts at one path', () => {
  expect(
    report({
      lxc: {
        900: container({
          volumes: [
            { name: 'a', pool: 'tank', size_gb: 1, mount_point: '/data' },
            { name: 'b', pool: 'tank', size_gb: 1, mount_point: '/data/' },
          ],
          mount_points: [{ host_path: '/srv', container_path: '/data' }],
        }),
      },
    }),
  ).toBe(
    lines(
      'error duplicate-mount | "mount_point": >"/data/" | guest 900: volumes[1] is mounted at /data, as volumes[0] is | give each a path of its own | 900',
      'error duplicate-mount | "container_path": >"/data" | guest 900: mount_points[0] is mounted at /data, as volumes[0] is | give each a path of its own | 900',
    ),
  );
});

test('secrets in plain text', () => {
  expect(
    report({
      hypervisor: {
        users: { username: 'a', password_hash: 'x$y' },
        samba: { user: 'a', password: 'open' },
      },
      vms: [machine({ user_config: { username: 'a', password: 'open' } })],
    }),
  ).toBe(
    lines(
      'warning unknown-key | >"password": "(sensitive)" | guest 8000: user_config.password is no key that Phoenix knows | did you mean "password_hash"? | -',
      'warning plain-secret | >"password_hash": "(sensitive)" | users.password_hash is no crypt hash; it looks like the password itself | make a hash with "mkpasswd -m yescrypt" | -',
      'warning plain-secret | >"password": "(sensitive)" | samba.password is a secret in plain text | write {"file": "/root/secrets/NAME"} instead, and the secret into that file, for root alone | -',
      'warning plain-secret | >"password": "(sensitive)" | guest 8000: user_config.password is a secret in plain text | write {"file": "/root/secrets/NAME"} instead, and the secret into that file, for root alone | -',
    ),
  );
});

test('a hash is no password, a hash of a VM is a secret', () => {
  expect(
    report({
      hypervisor: { users: { username: 'a', password_hash: '$y$j9T$x' } },
      vms: [machine({ user_config: { username: 'a', password_hash: 'x' } })],
    }),
  ).toBe(
    lines(
      'error invalid-value | "password_hash": >"(sensitive)" | guest 8000: user_config.password_hash must be a crypt hash, as "mkpasswd -m yescrypt" or "openssl passwd -6" prints it, or better {"file": PATH}, {"env": NAME} or {"credential": NAME} | - | -',
      'warning plain-secret | >"password_hash": "(sensitive)" | users.password_hash is a secret in plain text | write {"file": "/root/secrets/NAME"} instead, and the secret into that file, for root alone | -',
    ),
  );
});

test('templates', () => {
  expect(
    report({
      lxc: {
        900: container({ name: 'a', template_snapshot_name: 'base', dependencies: [903] }),
        901: container({
          name: 'b',
          is_template: true,
          template_snapshot_name: 'base',
          enable_lifecycle_snapshots: true,
        }),
        902: container({ name: 'c', is_template: true, dependencies: [903] }),
        903: container({ name: 'd' }),
      },
      vms: [
        machine({ template_snapshot_name: 'base', dependencies: [903] }),
        machine({ vmid: 8001, name: 'f', is_template: true, dependencies: [903] }),
      ],
    }),
  ).toBe(
    lines(
      'warning template-with-dependencies | >"dependencies": [ | guest 900: a template has dependencies, which its clones do not inherit | move them to the guests that are cloned from it | 900',
      'warning template-with-dependencies | >"dependencies": [ | guest 902: a template has dependencies, which its clones do not inherit | move them to the guests that are cloned from it | 902',
      'warning template-with-dependencies | >"dependencies": [ | guest 8001: a template has dependencies, which its clones do not inherit | move them to the guests that are cloned from it | 8001',
      'warning no-effect | >"template_snapshot_name": "base", | guest 901: template_snapshot_name has no effect beside is_template: Proxmox converts no container that has snapshots, and clones start from the template itself | remove "template_snapshot_name" or "is_template" | 901',
      'warning no-effect | >"enable_lifecycle_snapshots": true | guest 901: enable_lifecycle_snapshots has no effect beside is_template: Proxmox converts no container that has snapshots | remove "enable_lifecycle_snapshots" or "is_template" | 901',
    ),
  );
});

test('profiles that are set twice', () => {
  expect(
    report({
      lxc: {
        900: profiles(
          { name: 'a', apparmor_profile: 'unconfined' },
          'lxc.apparmor.profile: generated',
          'lxc.cap.drop: sys_time',
        ),
        901: profiles(
          { name: 'b', apparmor_profile: 'unconfined' },
          'lxc.apparmor.profile: generated',
          'lxc.apparmor.profile: unconfined',
        ),
        902: profiles({ name: 'c' }, 'lxc.apparmor.profile: generated'),
        903: container({ name: 'd', apparmor_profile: 'unconfined' }),
      },
    }),
  ).toBe(
    lines(
      'warning two-profiles | >"lxc_options": [ | guest 900: lxc_options set the AppArmor profile generated, apparmor_profile sets unconfined | remove one of the two | 900',
    ),
  );
});

test('VMs that ask for what cannot be', () => {
  expect(
    report({
      vms: [
        machine({ template_image: 'debian.qcow2', cpu_type: 'hosst,flags=+aes' }),
        machine({
          vmid: 8001,
          name: 'b',
          cpu_type: 'hosst,flags=+aes',
          template_image: '/images/debian.qcow2',
        }),
        machine({
          vmid: 8002,
          name: 'c',
          cpu_type: 'custom-mine',
          network_config: { ip: '10.0.0.5/24' },
        }),
        machine({
          vmid: 8003,
          name: 'd',
          cpu_type: 'nothing-like-that',
          network_config: { ip: 'dhcp' },
        }),
        machine({
          vmid: 8004,
          name: 'e',
          volumes: [nfs('a', '/x'), { ...nfs('b', '/x'), type: 'cifs' }, nfs('c', '/x')],
        }),
        copy(8000, { vmid: 8005, name: 'f', template_image: 'debian.qcow2' }),
      ],
    }),
  ).toBe(
    lines(
      'warning two-origins | >"template_image": "debian.qcow2", | guest 8005: template_image is not used, because "clone_from_vmid" is there too | remove one of the two | 8005',
      'warning unknown-image | "template_image": >"debian.qcow2", | guest 8000: template_image debian.qcow2 is the name of no image of Ubuntu, so it is only looked for on the host | write its whole address, like "https://example.org/images/debian-13.qcow2" | 8000',
      'warning unknown-cpu | "cpu_type": >"hosst,flags=+aes" | guest 8000: cpu_type hosst is none of Proxmox 9 | did you mean "host"? one of your own is "custom-hosst" | 8000',
      'warning no-gateway | "network_config": >{ | guest 8002: network_config has the fixed address 10.0.0.5/24 and no gateway: the VM reaches its own network only | add "gw"; without it cloud-init cannot install packages from outside | 8002',
      'warning unknown-cpu | "cpu_type": >"nothing-like-that", | guest 8003: cpu_type nothing-like-that is none of Proxmox 9 | one of your own is "custom-nothing-like-that" | 8003',
      'warning no-effect | "type": >"cifs", | guest 8004: volume b has the type cifs, which is not acted upon | write "nfs", or remove it | 8004',
      'error duplicate-mount | "mount_point": >"/x" | guest 8004: volume c is mounted at /x, as a is | give each a path of its own | 8004',
    ),
  );
});

test('snapshots of VMs', () => {
  expect(
    report({
      vms: [
        machine({
          is_template: true,
          template_snapshot_name: 'aa',
          snapshots: { pre_features: 'bb' },
        }),
        machine({
          vmid: 8001,
          name: 'b',
          template_snapshot_name: 'aa',
          snapshots: { pre_features: 'aa' },
        }),
        machine({
          vmid: 8002,
          name: 'c',
          snapshots: { pre_features: 'aa', post_features: 'aa' },
        }),
        machine({
          vmid: 8003,
          name: 'd',
          template_snapshot_name: 'bb',
          snapshots: { pre_features: 'aa' },
        }),
        machine({ vmid: 8004, name: 'e', snapshots: {} }),
        machine({ vmid: 8005, name: 'f', is_template: true }),
      ],
    }),
  ).toBe(
    lines(
      'warning no-effect | "template_snapshot_name": >"aa", | guest 8000: template_snapshot_name has no effect beside is_template: Proxmox converts no VM that has snapshots, so none is taken | remove "template_snapshot_name" or "is_template" | 8000',
      'warning no-effect | "snapshots": >{ | guest 8000: snapshots has no effect beside is_template: Proxmox converts no VM that has snapshots, so none is taken | remove "snapshots" or "is_template" | 8000',
      'error duplicate-snapshot | "template_snapshot_name": >"aa", | guest 8001: two snapshots are called aa | give each a name of its own | 8001',
      'error duplicate-snapshot | "snapshots": >{ | guest 8002: two snapshots are called aa | give each a name of its own | 8002',
    ),
  );
});

test('VMs without agent', () => {
  expect(
    report({
      vms: [
        machine({
          agent: false,
          features: ['docker'],
          volumes: [nfs('a', '/x'), { ...nfs('b', '/y'), type: 'cifs' }],
          health_check: { command: 'true' },
          tests: { a: [{ name: 'a', type: 'script', path: 'a.sh' }] },
        }),
        machine({ vmid: 8001, name: 'b', agent: false, features: [], volumes: [], tests: {} }),
        machine({ vmid: 8002, name: 'c', agent: false }),
      ],
    }),
  ).toBe(
    lines(
      'warning no-effect | "type": >"cifs", | guest 8000: volume b has the type cifs, which is not acted upon | write "nfs", or remove it | 8000',
      'error needs-agent | "features": >[ | guest 8000: features cannot be without the guest agent, and agent is false | remove "agent": false, or "features" | 8000',
      'error needs-agent | "volumes": >[ | guest 8000: volumes cannot be without the guest agent, and agent is false | remove "agent": false, or "volumes" | 8000',
      'error needs-agent | "health_check": >{ | guest 8000: health_check cannot be without the guest agent, and agent is false | remove "agent": false, or "health_check" | 8000',
      'error needs-agent | "tests": >{ | guest 8000: tests cannot be without the guest agent, and agent is false | remove "agent": false, or "tests" | 8000',
    ),
  );
});

test('the processor of all VMs', () => {
  expect(report({ vms: [machine()], vmDefaults: { cpu_type: 'hosst' } })).toBe(
    lines(
      'warning unknown-cpu | "cpu_type": >"hosst" | guest 8000: cpu_type hosst is none of Proxmox 9 | did you mean "host"? one of your own is "custom-hosst" | 8000',
    ),
  );
});
