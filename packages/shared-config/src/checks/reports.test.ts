import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { loadConfig } from '../load.ts';
import { container, machine } from '../testing/world.ts';

/** The three files as data, and which files of the host are there: all unless told. */
interface Site {
  hypervisor?: unknown;
  lxc?: Record<string, unknown>;
  vms?: unknown[];
  vmDefaults?: unknown;
  exists?: (path: string) => boolean;
}

/** Everything that is said of a site, a line for each. */
function report({ hypervisor = {}, lxc, vms, vmDefaults, exists = () => true }: Site): string {
  const vm = { ...(vmDefaults !== undefined && { vm_defaults: vmDefaults }), vms: vms ?? [] };
  const text = (value: unknown) => JSON.stringify(value, null, 1);
  const files = new Map([
    ['/p/etc/phoenix_hypervisor_config.json', text(hypervisor)],
    ['/p/etc/phoenix_lxc_configs.json', text({ lxc_configs: lxc ?? {} })],
    ['/p/etc/phoenix_vm_configs.json', text(vm)],
  ]);
  const reader = { read: (path: string) => files.get(path), exists };
  return lines(...loadConfig({ baseDir: '/p', reader }).diagnostics.map(inALine));
}

/** What, at which column of which line, how it is said, the hint, and about whom. */
function inALine(one: Diagnostic): string {
  const { severity, code, where, sourceLine = '', message, hint, guests } = one;
  const at = (where?.column ?? 1) - 1;
  const place = `${sourceLine.slice(0, at)}>${sourceLine.slice(at)}`.trim();
  return [`${severity} ${code}`, place, message, hint ?? '-', guests?.join(' ') ?? '-'].join(' | ');
}

const lines = (...all: string[]) => all.join('\n');

const net = (ip: string, gw?: string) => ({
  ...{ name: 'eth0', bridge: 'vmbr0', ip },
  ...(gw !== undefined && { gw }),
});
const clone = (source: number, changes: Record<string, unknown>) =>
  container({ template: undefined, clone_from_ctid: source, ...changes });
const copy = (source: number, changes: Record<string, unknown>) =>
  machine({ template_image: undefined, clone_from_vmid: source, ...changes });
const profiles = (changes: Record<string, unknown>, ...lxc_options: string[]) =>
  container({ lxc_options, ...changes });
const nfs = (name: string, mount_point: string) => ({
  ...{ name, type: 'nfs', server: '10.0.0.9', path: '/srv' },
  mount_point,
});

describe('all that is said of', () => {
  test('addresses that two have, that are taken, or that reach no gateway', () => {
    expect(
      report({
        hypervisor: {
          network: { interfaces: { name: 'vmbr0', address: '10.0.0.2/24', gateway: '10.0.0.1' } },
        },
        lxc: {
          900: container({ name: 'a', network_config: net('10.0.0.5/24') }),
          901: container({ name: 'b', network_config: net('10.0.0.5/24', '10.0.0.3') }),
          902: container({ name: 'c', network_config: net('10.0.0.2/24') }),
          903: container({ name: 'd', network_config: net('10.0.0.3/24', '10.0.1.0') }),
          904: container({ name: 'e', network_config: net('10.0.0.1/24', '10.0.0.255') }),
          905: container({ name: 'f', network_config: net('dhcp') }),
        },
        vms: [machine({ network_config: { ip: '10.0.0.5/24', gw: '10.0.0.1' } })],
      }),
    ).toBe(
      lines(
        'warning duplicate-address | "ip": >"10.0.0.5/24", | guest 901: address 10.0.0.5 is that of guest 900 (a) too | give one of the two another address | 900 901',
        'warning duplicate-address | "ip": >"10.0.0.5/24", | guest 8000: address 10.0.0.5 is that of guest 900 (a) too | give one of the two another address | 900 8000',
        'warning taken-address | "ip": >"10.0.0.2/24" | guest 902: address 10.0.0.2 is that of the host | give the guest another address | 902',
        'warning gateway-outside | "gw": >"10.0.1.0" | guest 903: gateway 10.0.1.0 is not in the network of 10.0.0.3/24 | the guest cannot reach it; correct the one or the other | 903',
        'warning taken-address | "ip": >"10.0.0.3/24", | guest 903: address 10.0.0.3 is that of the gateway | give the guest another address | 903',
        'warning taken-address | "ip": >"10.0.0.1/24", | guest 904: address 10.0.0.1 is that of the gateway | give the guest another address | 904',
      ),
    );
  });

  test('boot orders against dependencies', () => {
    expect(
      report({
        lxc: {
          900: container({ name: 'a', boot_order: 2, dependencies: [901, 902, 903, 904] }),
          901: container({ name: 'b', boot_order: 3 }),
          902: container({ name: 'c', boot_order: 2 }),
          903: container({ name: 'd', boot_order: 1 }),
          904: container({ name: 'e' }),
          905: container({ name: 'f', boot_order: 5, dependencies: [905] }),
        },
      }),
    ).toBe(
      lines(
        'error self-reference | >905 | guest 905: dependencies names the guest itself | remove it | 905',
        'warning boot-order | "boot_order": >2, | guest 900: boot_order 2 is before the 3 of 901, which it depends on | write 3 or more, or lower that of 901 | 900 901',
      ),
    );
  });

  test('clones of containers', () => {
    expect(
      report({
        lxc: {
          900: container({ name: 'a' }),
          901: clone(900, { name: 'b', storage_size_gb: 4, unprivileged: false }),
          902: clone(900, { name: 'c' }),
          903: container({ name: 'd', is_template: true }),
          904: clone(903, { name: 'e', unprivileged: undefined }),
          905: clone(905, { name: 'f' }),
          906: clone(8000, { name: 'g', storage_size_gb: 4 }),
          907: clone(903, { name: 'h', storage_size_gb: 9 }),
          908: container({ name: 'i', template_snapshot_name: 'base', unprivileged: undefined }),
          909: clone(908, { name: 'j' }),
        },
        vms: [machine()],
      }),
    ).toBe(
      lines(
        'error self-reference | "clone_from_ctid": >905 | guest 905: clone_from_ctid names the guest itself | remove it | 905',
        'error wrong-kind | "clone_from_ctid": >8000 | guest 906: clone_from_ctid names 8000, which is a VM, but a container can only be cloned from a container | name a container | 906',
        'error smaller-than-source | "storage_size_gb": >4, | guest 901: storage_size_gb 4 is less than the 8 of 900, which it is cloned from: a disk cannot shrink | write 8 or more | 901',
        'warning other-privilege | "unprivileged": >false, | guest 901: unprivileged is false, but 900, which it is cloned from, has true, and a clone is what its source is | write true, or clone from another guest | 901',
        'warning source-without-snapshot | "clone_from_ctid": >900 | guest 901: 900, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 900 | 901 900',
      ),
    );
  });

  test('clones of VMs', () => {
    expect(
      report({
        lxc: { 900: container({ name: 'a' }) },
        vms: [
          machine(),
          copy(8000, { vmid: 8001, name: 'b', linked_clone: true, storage_pool: 'other' }),
          machine({ vmid: 8002, name: 'c', is_template: true, storage_pool: undefined }),
          copy(8002, { vmid: 8003, name: 'd', linked_clone: true, disk_size_gb: 7 }),
          copy(900, { vmid: 8004, name: 'e' }),
          machine({ vmid: 8005, name: 'f', is_template: true }),
          copy(8005, { vmid: 8006, name: 'g', linked_clone: true, storage_pool: undefined }),
          copy(8005, { vmid: 8007, name: 'h', linked_clone: true, storage_pool: 'fast' }),
          copy(8005, { vmid: 8008, name: 'i', storage_pool: 'fast' }),
          copy(8008, { vmid: 8009, name: 'j' }),
        ],
      }),
    ).toBe(
      lines(
        'error missing-key | >{ | guest 8002: storage_pool is missing, here and in "vm_defaults" | add "storage_pool" to the VM or to "vm_defaults" | 8002',
        'error missing-key | >{ | guest 8006: storage_pool is missing, here and in "vm_defaults" | add "storage_pool" to the VM or to "vm_defaults" | 8006',
        'error wrong-kind | "clone_from_vmid": >900 | guest 8004: clone_from_vmid names 900, which is a container, but a VM can only be cloned from a VM | name a VM | 8004',
        'error linked-clone | "linked_clone": >true | guest 8001: linked_clone needs a template, and 8000 is none | add "is_template": true to 8000, or remove "linked_clone" | 8001 8000',
        'error linked-clone | "storage_pool": >"other", | guest 8001: storage_pool is other, but a linked clone lies where 8000 does, in tank | write "tank", or remove "linked_clone" | 8001 8000',
        'error smaller-than-source | "disk_size_gb": >7, | guest 8003: disk_size_gb 7 is less than the 8 of 8002, which it is cloned from: a disk cannot shrink | write 8 or more | 8003',
        'error linked-clone | "storage_pool": >"fast", | guest 8007: storage_pool is fast, but a linked clone lies where 8005 does, in tank | write "tank", or remove "linked_clone" | 8007 8005',
      ),
    );
  });

  test('guests that are not there, not of the kind, or themselves', () => {
    expect(
      report({
        lxc: {
          900: container({ name: 'a', dependencies: [901, 909, 900] }),
          901: clone(901, { name: 'b' }),
          902: clone(9011, { name: 'c' }),
          903: clone(8000, { name: 'd' }),
          904: container({ name: 'e', dependencies: [905, 1234567] }),
          905: container({ name: 'f', is_template: true }),
        },
        vms: [
          machine(),
          copy(900, { vmid: 8001, name: 'h' }),
          copy(8002, { vmid: 8003, name: 'i' }),
        ],
      }),
    ).toBe(
      lines(
        'error unknown-guest | >909, | guest 900: dependencies names 909, which is not declared | did you mean 905? declare guest 909, or remove it here | 900',
        'error self-reference | >900 | guest 900: dependencies names the guest itself | remove it | 900',
        'error self-reference | "clone_from_ctid": >901 | guest 901: clone_from_ctid names the guest itself | remove it | 901',
        'error unknown-guest | "clone_from_ctid": >9011 | guest 902: clone_from_ctid names 9011, which is not declared | did you mean 901? declare guest 9011, or remove it here | 902',
        'error wrong-kind | "clone_from_ctid": >8000 | guest 903: clone_from_ctid names 8000, which is a VM, but a container can only be cloned from a container | name a container | 903',
        'warning depends-on-template | >905, | guest 904: dependencies names 905, a template, which is never started | cloning from it needs no dependency; remove it | 904',
        'error unknown-guest | >1234567 | guest 904: dependencies names 1234567, which is not declared | declare guest 1234567, or remove it here | 904',
        'error wrong-kind | "clone_from_vmid": >900 | guest 8001: clone_from_vmid names 900, which is a container, but a VM can only be cloned from a VM | name a VM | 8001',
        'error unknown-guest | "clone_from_vmid": >8002 | guest 8003: clone_from_vmid names 8002, which is not declared | declare guest 8002, or remove it here | 8003',
      ),
    );
  });

  test('a guest that is not there and of which only the guest itself is like', () => {
    expect(report({ lxc: { 900: container({ dependencies: [909] }) } })).toBe(
      lines(
        'error unknown-guest | >909 | guest 900: dependencies names 909, which is not declared | declare guest 909, or remove it here | 900',
      ),
    );
  });

  test('rings', () => {
    expect(
      report({
        lxc: {
          900: container({ name: 'a', dependencies: [901] }),
          901: clone(900, { name: 'b' }),
          902: clone(903, { name: 'c' }),
          903: clone(902, { name: 'd' }),
          904: container({ name: 'e', dependencies: [900, 905] }),
          905: container({ name: 'f', dependencies: [906] }),
          906: container({ name: 'g', dependencies: [904, 910] }),
          907: container({ name: 'h', dependencies: [907] }),
          908: container({ name: 'i', dependencies: [7777] }),
          910: container({ name: 'k', dependencies: [904, 911] }),
          911: container({ name: 'l', dependencies: [906] }),
          921: container({ name: 'm', dependencies: [921, 920] }),
          920: container({ name: 'n', dependencies: [920, 921] }),
          930: container({ name: 'o', dependencies: [934, 931] }),
          931: container({ name: 'p', dependencies: [932] }),
          932: container({ name: 'q', dependencies: [930] }),
          934: container({ name: 'r', dependencies: [933] }),
          933: container({ name: 's', dependencies: [930] }),
        },
      }),
    ).toBe(
      lines(
        'error self-reference | >907 | guest 907: dependencies names the guest itself | remove it | 907',
        'error unknown-guest | >7777 | guest 908: dependencies names 7777, which is not declared | declare guest 7777, or remove it here | 908',
        'error self-reference | >920, | guest 920: dependencies names the guest itself | remove it | 920',
        'error self-reference | >921, | guest 921: dependencies names the guest itself | remove it | 921',
        'error cycle | >901 | guests need each other in a ring: 900 -> 901 -> 900 (900 depends on 901, 901 is cloned from 900) | remove 901 from "dependencies" of 900 | 900 901',
        'error cycle | "clone_from_ctid": >902 | guests need each other in a ring: 902 -> 903 -> 902 (902 is cloned from 903, 903 is cloned from 902) | remove 902 from "clone_from_ctid" of 903 | 902 903',
        'error cycle | >904, | guests need each other in a ring: 904 -> 905 -> 906 -> 904 (904 depends on 905, 905 depends on 906, 906 depends on 904); in the same knot: 910, 911 | remove 904 from "dependencies" of 906 | 904 905 906 910 911',
        'error cycle | >920 | guests need each other in a ring: 920 -> 921 -> 920 (920 depends on 921, 921 depends on 920) | remove 920 from "dependencies" of 921 | 920 921',
        'error cycle | >930 | guests need each other in a ring: 930 -> 934 -> 933 -> 930 (930 depends on 934, 934 depends on 933, 933 depends on 930); in the same knot: 931, 932 | remove 930 from "dependencies" of 933 | 930 934 933 931 932',
        'warning source-without-snapshot | "clone_from_ctid": >900 | guest 901: 900, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 900 | 901 900',
        'warning source-without-snapshot | "clone_from_ctid": >903 | guest 902: 903, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 903 | 902 903',
        'warning source-without-snapshot | "clone_from_ctid": >902 | guest 903: 902, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 902 | 903 902',
      ),
    );
  });

  test('a ring of a clone and what it depends on is cut at the dependency', () => {
    expect(
      report({
        vms: [machine({ dependencies: [8001] }), copy(8000, { vmid: 8001, name: 'b' })],
      }),
    ).toBe(
      lines(
        'error cycle | >8001 | guests need each other in a ring: 8000 -> 8001 -> 8000 (8000 depends on 8001, 8001 is cloned from 8000) | remove 8001 from "dependencies" of 8000 | 8000 8001',
      ),
    );
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

  test('numbers and truths in quotes', () => {
    expect(
      report({
        lxc: {
          900: container({
            name: 'a',
            memory_mb: '512',
            swap_mb: '51x',
            cores: 'x5',
            storage_size_gb: 'a number',
          }),
          901: container({
            name: 'b',
            unprivileged: 'true',
            is_template: 'truex',
            enable_lifecycle_snapshots: 'xfalse',
          }),
          902: container({
            name: 'c',
            memory_mb: ['512'],
            unprivileged: ['true'],
            gpu_assignment: 'true',
            boot_order: '7',
          }),
          903: container({ name: 5, template: ['5'], start_at_boot: 'false' }),
        },
      }),
    ).toBe(
      lines(
        'error invalid-value | "memory_mb": >"512", | guest 900: memory_mb is "512", but must be a whole number of at least 16 | write 512 without quotes | -',
        'error invalid-value | "swap_mb": >"51x" | guest 900: swap_mb is "51x", but must be a whole number of at least 0 | - | -',
        'error invalid-value | "cores": >"x5", | guest 900: cores is "x5", but must be a whole number from 1 to 8192 | - | -',
        'error invalid-value | "storage_size_gb": >"a number", | guest 900: storage_size_gb is "a number", but must be a whole number from 1 to 1000000 | - | -',
        'error invalid-value | "unprivileged": >"true", | guest 901: unprivileged is "true", but must be true or false | write true without quotes | -',
        'error invalid-value | "enable_lifecycle_snapshots": >"xfalse" | guest 901: enable_lifecycle_snapshots is "xfalse", but must be true or false | - | -',
        'error invalid-value | "is_template": >"truex", | guest 901: is_template is "truex", but must be true or false | - | -',
        'error invalid-value | "memory_mb": >[ | guest 902: memory_mb is a list, but must be a whole number of at least 16 | - | -',
        'error invalid-value | "unprivileged": >[ | guest 902: unprivileged is a list, but must be true or false | - | -',
        'error invalid-value | "boot_order": >"7" | guest 902: boot_order is "7", but must be a whole number from 0 to 1000000 | write 7 without quotes | -',
        'error invalid-value | "gpu_assignment": >"true", | guest 902: gpu_assignment is "true", but must be "none" or GPU numbers with commas between, like "0,1" | - | -',
        'error invalid-value | "name": >5, | guest 903: name is 5, but must be a host name: letters, digits and dashes, no dash at either end | - | -',
        'error invalid-value | "template": >[ | guest 903: template is a list, but must be an absolute path, or a volume like "local:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst" | - | -',
        'error invalid-value | "start_at_boot": >"false" | guest 903: start_at_boot is "false", but must be true or false | write false without quotes | -',
      ),
    );
  });

  test('values of a wrong kind', () => {
    expect(
      report({
        lxc: {
          900: container({
            name: [],
            memory_mb: null,
            cores: {},
            description: 5,
            features: ['docker', 5, 'docker2'],
          }),
          901: container({
            name: `${'b'.repeat(58)}_`,
            network_config: { name: 'eth0', bridge: 5 },
          }),
          902: container({ name: `${'b'.repeat(57)}_`, template: undefined }),
          903: 5,
          x9: container({ name: 'd' }),
        },
        vms: [
          5,
          machine({ vmid: 8001, name: 'b', cores: 'x', agent: false, features: ['docker'] }),
          machine({ vmid: 'x', name: 'c' }),
          machine({ vmid: 8003, name: 'd', volumes: [5, nfs('a', '/x'), nfs('b', '/x')] }),
        ],
      }),
    ).toBe(
      lines(
        'error invalid-value | "name": >[], | guest 900: name is an empty list, but must be a host name: letters, digits and dashes, no dash at either end | - | -',
        'error invalid-value | "description": >5, | guest 900: description is 5, but must be a text of one or more lines, of at most 8192 bytes | - | -',
        'error invalid-value | "memory_mb": >null, | guest 900: memory_mb is null, but must be a whole number of at least 16 | - | -',
        'error invalid-value | "cores": >{}, | guest 900: cores is an object, but must be a whole number from 1 to 8192 | - | -',
        'error invalid-value | "features": >[ | guest 900: features is a list, but must be a list of feature names, each of letters, digits, "_" and "-" | - | -',
        'error invalid-value | "name": >"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", | guest 901: name is "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb..., but must be a host name: letters, digits and dashes, no dash at either end | - | -',
        'error invalid-value | "bridge": >5 | guest 901: network_config.bridge is 5, but must be the name of a network device, like "vmbr0" | - | -',
        'error missing-key | >"network_config": { | guest 901: network_config.ip is missing | add "ip": it must be an IPv4 address with prefix length, like "10.0.0.150/24", or "dhcp" | -',
        'error invalid-value | "name": >"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", | guest 902: name is "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_", but must be a host name: letters, digits and dashes, no dash at either end | - | -',
        'error invalid-value | "903": >5, | guest 903 is 5, but must be an object { ... } | - | -',
        'error invalid-id | >"x9": { | "x9" is no container id: that is a number from 100 to 999999999 | write a number like "950" | -',
        'error invalid-value | >5, | vms[0] is 5, but must be an object { ... } | - | -',
        'error invalid-value | "cores": >"x", | guest 8001: cores is "x", but must be a whole number from 1 to 8192 | - | -',
        'error invalid-value | "vmid": >"x", | guest x: vmid is "x", but must be a guest id from 100 to 999999999, like 950 or "950" | - | -',
        'error invalid-value | >5, | guest 8003: volumes[0] is 5, but must be an object { ... } | - | -',
        'error needs-agent | "features": >[ | guest 8001: features cannot be without the guest agent, and agent is false | remove "agent": false, or "features" | 8001',
        'error duplicate-mount | "mount_point": >"/x" | guest 8003: volume b is mounted at /x, as a is | give each a path of its own | 8003',
      ),
    );
  });

  test('keys that nobody knows', () => {
    expect(
      report({
        lxc: {
          900: container({
            name: 'a',
            ctid: 900,
            id: 900,
            valid: 1,
            idle: 1,
            ip: '10.0.0.1',
            memoryMb: 5,
            'storage-pool': 'x',
            privileged: true,
            mounts: [],
            x: 1,
            mb: 1,
            network_config: {
              name: 'eth0',
              bridge: 'vmbr0',
              ip: 'dhcp',
              nameserver: '1.1.1.1',
              cores: 2,
            },
            mount_points: [{ host_path: '/a', container_path: '/b', features: 1, unheard_of: 1 }],
          }),
        },
      }),
    ).toBe(
      lines(
        'warning unknown-key | >"ctid": 900, | guest 900: ctid is no key that Phoenix knows | the id of a container is the name of its object in "lxc_configs"; remove it | -',
        'warning unknown-key | >"id": 900, | guest 900: id is no key that Phoenix knows | the id of a container is the name of its object in "lxc_configs"; remove it | -',
        'warning unknown-key | >"valid": 1, | guest 900: valid is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
        'warning unknown-key | >"idle": 1, | guest 900: idle is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
        'warning unknown-key | >"ip": "10.0.0.1", | guest 900: ip is no key that Phoenix knows | did you mean "network_config.ip"? | -',
        'warning unknown-key | >"memoryMb": 5, | guest 900: memoryMb is no key that Phoenix knows | did you mean "memory_mb"? | -',
        'warning unknown-key | >"storage-pool": "x", | guest 900: storage-pool is no key that Phoenix knows | did you mean "storage_pool"? | -',
        'warning unknown-key | >"privileged": true, | guest 900: privileged is no key that Phoenix knows | did you mean "unprivileged"? it says the opposite | -',
        'warning unknown-key | >"mounts": [], | guest 900: mounts is no key that Phoenix knows | did you mean "mount_points"? as it stands, nothing of the host is mounted | -',
        'warning unknown-key | >"x": 1, | guest 900: x is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
        'warning unknown-key | >"mb": 1, | guest 900: mb is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
        'warning unknown-key | >"nameserver": "1.1.1.1", | guest 900: network_config.nameserver is no key that Phoenix knows | did you mean "nameservers"? | -',
        'warning unknown-key | >"cores": 2 | guest 900: network_config.cores is no key that Phoenix knows | did you mean "cores", outside of "network_config"? | -',
        'warning unknown-key | >"features": 1, | guest 900: mount_points[0].features is no key that Phoenix knows | did you mean "features", outside of "mount_points"? as it stands, no feature is installed | -',
        'warning unknown-key | >"unheard_of": 1 | guest 900: mount_points[0].unheard_of is no key that Phoenix knows | it is ignored; remove it if nothing else reads it | -',
      ),
    );
  });

  test('files that are not there', () => {
    expect(
      report({
        hypervisor: { tests: { own: [{ name: 'a', type: 'script', path: 'host.sh' }] } },
        lxc: {
          900: container({
            name: 'a',
            application_script: 'app.sh',
            application_files: [
              { source: '/there', destination: 'x' },
              { source: 'etc/x', destination: 'x' },
            ],
            health_checks: [{ name: 'a', script: 'health.sh' }],
            integration_tests: { own: 'integration.sh' },
            apparmor_profile: 'mine',
            features: ['docker', 'mine', 'dockr'],
            tests: {
              own: [
                { name: 'a', type: 'script', path: 'own.sh' },
                { name: 'b', type: 'script', path: 'there.sh' },
              ],
            },
          }),
          901: container({ name: 'b', features: ['mine'], apparmor_profile: 'unconfined' }),
          902: clone(900, {
            name: 'c',
            template: '/t/other.tar.zst',
            storage_size_gb: 8,
            features: ['thery'],
          }),
          903: container({ name: 'd', features: ['there'] }),
        },
        vms: [machine({ features: ['docker', 'dockr'] })],
        exists: (path) => path.includes('there') && !path.includes('thery'),
      }),
    ).toBe(
      lines(
        'warning two-origins | >"template": "/t/other.tar.zst", | guest 902: template is not used, because "clone_from_ctid" is there too | remove one of the two | 902',
        'warning source-without-snapshot | "clone_from_ctid": >900, | guest 902: 900, which it is cloned from, takes no snapshot: the clone copies its state of the moment, for which it must be stopped | add "template_snapshot_name" to 900 | 902 900',
        'warning missing-template | "template": >"/t/debian.tar.zst", | guests 900, 901, 903: template /t/debian.tar.zst does not exist | it is downloaded when Proxmox offers one of that name; else put it there | 900 901 903',
        'warning missing-script | "application_script": >"app.sh", | guest 900: application script /p/bin/app.sh does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-file | >{ | guest 900: file /p/etc/x does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-script | "script": >"health.sh" | guest 900: health script /p/bin/health_checks/health.sh does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-test | "own": >"integration.sh" | guest 900: test /p/bin/tests/integration.sh does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-profile | "apparmor_profile": >"mine", | guest 900: AppArmor profile /p/etc/apparmor/mine does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-script | >"mine", | guests 900, 901: script of feature mine /p/bin/lxc_setup/phoenix_hypervisor_feature_install_mine.sh does not exist | built in are base_setup, docker, nvidia; all others are scripts of yours: put it there, or take "mine" out of the features | 900 901',
        'warning missing-script | >"dockr" | guest 900: script of feature dockr /p/bin/lxc_setup/phoenix_hypervisor_feature_install_dockr.sh does not exist | did you mean "docker"? built in are base_setup, docker, nvidia; all others are scripts of yours | 900',
        'warning missing-test | "path": >"own.sh" | guest 900: test /p/bin/tests/own.sh does not exist | put it there, or take it out of the configuration | 900',
        'warning missing-script | >"thery" | guest 902: script of feature thery /p/bin/lxc_setup/phoenix_hypervisor_feature_install_thery.sh does not exist | did you mean "there"? built in are base_setup, docker, nvidia; all others are scripts of yours | 902',
        'warning missing-script | >"dockr" | guest 8000: script of feature dockr /p/bin/vm_features/feature_install_dockr.sh does not exist | put it there, or take it out of the configuration | 8000',
        'warning missing-test | "path": >"host.sh" | the host: test /p/bin/tests/host.sh does not exist | put it there, or take it out of the configuration | ',
      ),
    );
  });
});
