import { expect, test } from 'vitest';
import { lines, report } from '../testing/report.ts';
import { container, machine } from '../testing/world.ts';

const net = (ip: string, gw?: string) => ({
  ...{ name: 'eth0', bridge: 'vmbr0', ip },
  ...(gw !== undefined && { gw }),
});
const clone = (source: number, changes: Record<string, unknown>) =>
  container({ template: undefined, clone_from_ctid: source, ...changes });
const copy = (source: number, changes: Record<string, unknown>) =>
  machine({ template_image: undefined, clone_from_vmid: source, ...changes });

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
      vms: [machine(), copy(900, { vmid: 8001, name: 'h' }), copy(8002, { vmid: 8003, name: 'i' })],
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
