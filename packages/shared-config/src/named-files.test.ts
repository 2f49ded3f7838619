import { expect, test } from 'vitest';
import type { LoadOptions } from './declared.ts';
import { loadConfig } from './load.ts';
import { container, memoryReader, told } from './testing/world.ts';

const HYPERVISOR = '/p/etc/phoenix_hypervisor_config.json';
const CORE = { lxc_config_file: '/lxc.json', vm_config_file: '/vm.json' };
const LXC = JSON.stringify({ lxc_configs: { 900: container() } });

/** What is said of files by name, with hints. */
function said(
  texts: Record<string, string>,
  core: Record<string, string> = CORE,
  files?: LoadOptions['files'],
): string[] {
  const hypervisor = { [HYPERVISOR]: JSON.stringify({ core_paths: core }, null, 1) };
  const reader = memoryReader({ ...hypervisor, ...texts });
  const { diagnostics } = loadConfig({ baseDir: '/p', reader, ...(files && { files }) });
  return diagnostics.map((one) => `${told(one)} | ${one.hint ?? '-'}`);
}

test('files that are there are not spoken of', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': '{"vms": []}' })).toEqual([]);
});

test('neither is there', () => {
  expect(said({})).toEqual([
    'error missing-file hypervisor:3:22 neither /lxc.json nor /vm.json exists: no guest is declared | name the base directory with --base-dir or PHOENIX_BASE_DIR',
  ]);
});

test('neither is there, because etc itself was named', () => {
  const { diagnostics } = loadConfig({ baseDir: '/p/etc', reader: memoryReader({}) });
  expect(diagnostics.map(({ hint }) => hint)).toContain(
    'leave off /etc: --base-dir /p (or PHOENIX_BASE_DIR)',
  );
});

test('neither is there, and one is named', () => {
  expect(said({}, { vm_config_file: '/vm.json' })).toEqual([
    'error missing-file hypervisor:3:21 neither /p/etc/phoenix_lxc_configs.json nor /vm.json exists: no guest is declared | name the base directory with --base-dir or PHOENIX_BASE_DIR',
  ]);
});

test('neither is there, and none is named', () => {
  expect(said({}, {})).toEqual([
    'error missing-file - neither /p/etc/phoenix_lxc_configs.json nor /p/etc/phoenix_vm_configs.json exists: no guest is declared | name the base directory with --base-dir or PHOENIX_BASE_DIR',
  ]);
});

test('one that is named is not there', () => {
  expect(said({ '/lxc.json': LXC })).toEqual([
    'error missing-file hypervisor:4:21 core_paths.vm_config_file: /vm.json does not exist | put the file there, or correct core_paths.vm_config_file, or take it out',
  ]);
});

test('one that is not named need not be there', () => {
  expect(said({ '/lxc.json': LXC }, { lxc_config_file: '/lxc.json' })).toEqual([]);
});

test('one that is not there is named where a guest depends on what it may declare', () => {
  const lxc_configs = { 900: container({ dependencies: [8001] }) };
  expect(said({ '/p/etc/phoenix_lxc_configs.json': JSON.stringify({ lxc_configs }) }, {})).toEqual([
    expect.stringContaining(
      'guest 900: dependencies names 8001, which is not declared: /p/etc/phoenix_vm_configs.json does not exist | put that file there, or declare guest 8001, or remove it here',
    ),
  ]);
});

test('one of the command line is not there', () => {
  expect(said({ '/lxc.json': LXC }, CORE, { vm: '/other.json' })).toEqual([
    'error missing-file - /other.json does not exist | correct --config, or put the file there',
  ]);
});

test('one of the command line is no such file, whatever is named', () => {
  expect(said({ '/lxc.json': LXC, '/other.json': '[]' }, CORE, { vm: '/other.json' })).toEqual([
    'error no-object other.json:1:1 the file must hold an object { ... } | write { } around what is declared',
  ]);
});

test('one that is named is no such file: no JSON', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': '{' })).toEqual([
    'error syntax vm.json:1:1 the file ends too early: the { of line 1 is never closed | add the missing }; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
  ]);
});

test('one that is named is no such file: empty', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': '' })).toEqual([
    'error empty-file vm.json:1:1 the file is empty | write { } where nothing is declared; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
  ]);
});

test('one that is named is no such file: a list', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': '[]' })).toEqual([
    'error no-object vm.json:1:1 the file must hold an object { ... } | write { } around what is declared; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
  ]);
});

test('one that is named is the other one', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': LXC })).toEqual([
    'warning unknown-key vm.json:1:2 lxc_configs is no key that Phoenix knows | it is ignored; remove it if nothing else reads it',
    'error missing-key vm.json:1:1 vms is missing | add "vms": it must be a list [ ... ]; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
  ]);
});

test('both are the other one', () => {
  expect(said({ '/lxc.json': '{"vms": []}', '/vm.json': LXC })).toEqual([
    'warning unknown-key lxc.json:1:2 vms is no key that Phoenix knows | it is ignored; remove it if nothing else reads it',
    'error missing-key lxc.json:1:1 lxc_configs is missing | add "lxc_configs": it must be an object { ... }; the file is named by core_paths.lxc_config_file, /p/etc/phoenix_hypervisor_config.json:3:22',
    'warning unknown-key vm.json:1:2 lxc_configs is no key that Phoenix knows | it is ignored; remove it if nothing else reads it',
    'error missing-key vm.json:1:1 vms is missing | add "vms": it must be a list [ ... ]; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
  ]);
});

test('one that is named is not in UTF-8', () => {
  expect(said({ '/lxc.json': LXC, '/vm.json': '{"vms": [], "a": "\ufffd"}' })).toEqual([
    'error encoding vm.json:1:19 here the file is not UTF-8: it has a byte that means nothing | write this character again, and save the file as UTF-8; the file is named by core_paths.vm_config_file, /p/etc/phoenix_hypervisor_config.json:4:21',
    'warning unknown-key vm.json:1:13 a is no key that Phoenix knows | it is ignored; remove it if nothing else reads it',
  ]);
});

test('a key that is missing further in is not about the file', () => {
  expect(said({ '/lxc.json': '{"lxc_configs": {"900": {}}}', '/vm.json': '{"vms": []}' })).toEqual([
    'error missing-key lxc.json:1:18 guest 900: name is missing | add "name": it must be a host name: letters, digits and dashes, no dash at either end',
    'error missing-key lxc.json:1:18 guest 900: memory_mb is missing | add "memory_mb": it must be a whole number of at least 16',
    'error missing-key lxc.json:1:18 guest 900: storage_pool is missing | add "storage_pool": it must be a storage id, like "quickOS-lxc-disks"',
    'error missing-key lxc.json:1:18 guest 900: storage_size_gb is missing | add "storage_size_gb": it must be a whole number from 1 to 1000000',
    'error missing-key lxc.json:1:18 guest 900: network_config is missing | add "network_config": it must be an object { ... }',
  ]);
});
