import { describe, expect, test } from 'vitest';
import { container, load, machine, type Written } from './testing/world.ts';

/** The hint for the one unknown key of a configuration. */
function hint(written: Written): string | undefined {
  const unknown = load(written).diagnostics.filter((one) => one.code === 'unknown-key');
  expect(unknown).toHaveLength(1);
  return unknown[0]?.hint;
}

const inContainer = (key: string) => ({ lxc: { 300: container({ [key]: 'x' }) } });

describe('a key of a container by another name', () => {
  test.each([
    ['memory', 'memory_mb'],
    ['ram', 'memory_mb'],
    ['memoryMb', 'memory_mb'],
    ['memory-mb', 'memory_mb'],
    ['memmory_mb', 'memory_mb'],
    ['cpu', 'cores'],
    ['cpus', 'cores'],
    ['cores_count', 'cores'],
    ['disk', 'storage_size_gb'],
    ['size', 'storage_size_gb'],
    ['disk_size', 'storage_size_gb'],
    ['size_gb', 'storage_size_gb'],
    ['storage', 'storage_pool'],
    ['pool', 'storage_pool'],
    ['hostname', 'name'],
    ['clone', 'clone_from_ctid'],
    ['clone_from', 'clone_from_ctid'],
    ['network', 'network_config'],
    ['bridge', 'network_config.bridge'],
    ['ip', 'network_config.ip'],
    ['ip_address', 'network_config.ip'],
    ['gateway', 'network_config.gw'],
    ['dns', 'network_config.nameservers'],
    ['order', 'boot_order'],
    ['delay', 'boot_delay'],
    ['apparmor', 'apparmor_profile'],
    ['rules', 'firewall.rules'],
  ])('%s: %s', (key, meant) => {
    expect(hint(inContainer(key))).toBe(`did you mean "${meant}"?`);
  });

  test.each([
    ['depends_on', 'dependencies', 'no guest is made or started before this one'],
    ['requires', 'dependencies', 'no guest is made or started before this one'],
    ['dependancies', 'dependencies', 'no guest is made or started before this one'],
    ['template_snapshot', 'template_snapshot_name', 'there is no snapshot that clones start from'],
    ['onboot', 'start_at_boot', 'it does not start with the host'],
    ['autostart', 'start_at_boot', 'it does not start with the host'],
    ['script', 'application_script', 'nothing is run in it'],
    ['gpus', 'gpu_assignment', 'it gets no GPU'],
    ['gpu', 'gpu_assignment', 'it gets no GPU'],
    ['healthcheck', 'health_check', 'nobody looks whether it is healthy'],
    ['binds', 'mount_points', 'nothing of the host is mounted'],
    ['mac', 'mac_address', 'Proxmox makes up an address'],
    ['swap', 'swap_mb', 'it has the swap of Proxmox, 512 MiB when new'],
  ])('%s: %s, and what is lost', (key, meant, lost) => {
    expect(hint(inContainer(key))).toBe(`did you mean "${meant}"? as it stands, ${lost}`);
  });

  test('one that says the opposite', () => {
    expect(hint(inContainer('privileged'))).toBe(
      'did you mean "unprivileged"? it says the opposite',
    );
  });

  test('the id', () => {
    expect(hint(inContainer('ctid'))).toBe(
      'the id of a container is the name of its object in "lxc_configs"; remove it',
    );
  });

  test.each(['colour', '_comment', 'vllm_colour'])('%s means nothing', (key) => {
    expect(hint(inContainer(key))).toBe('it is ignored; remove it if nothing else reads it');
  });

  test('several that it could be', () => {
    expect(hint(inContainer('portainer'))).toBe('did you mean "portainer_role"?');
    expect(hint(inContainer('application'))).toBe(
      'did you mean "application_script" or "application_files"?',
    );
  });
});

describe('elsewhere', () => {
  test.each([
    ['guest_path', 'container_path'],
    ['target', 'container_path'],
    ['path', 'container_path'],
    ['source', 'host_path'],
    ['readonly', 'read_only'],
  ])('in a mount, %s: %s', (key, meant) => {
    const mount = { host_path: '/a', container_path: '/b', [key]: 'x' };
    expect(hint({ lxc: { 300: container({ mount_points: [mount] }) } })).toBe(
      `did you mean "${meant}"?`,
    );
  });

  test.each([
    ['path', 'mount_point'],
    ['size', 'size_gb'],
    ['storage', 'pool'],
  ])('in a volume, %s: %s', (key, meant) => {
    const volume = { name: 'a', pool: 'tank', size_gb: 1, mount_point: '/b', [key]: 'x' };
    expect(hint({ lxc: { 300: container({ volumes: [volume] }) } })).toBe(
      `did you mean "${meant}"?`,
    );
  });

  test('too deep', () => {
    const network_config = { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp', mac: 'x' };
    expect(hint({ lxc: { 300: container({ network_config }) } })).toBe(
      'did you mean "mac_address", outside of "network_config"? as it stands, Proxmox makes up an address',
    );
  });

  test('in a VM', () => {
    expect(hint({ lxc: {}, vms: [machine({ disk: 8 })] })).toBe('did you mean "disk_size_gb"?');
    expect(hint({ lxc: {}, vms: [machine({ clone: 8 })] })).toBe('did you mean "clone_from_vmid"?');
  });

  test('in the hypervisor file', () => {
    const hypervisor = { volumes: {} };
    expect(hint({ hypervisor, lxc: {} })).toBe(
      'did you mean "shared_zfs_volumes" or "shared_volumes"?',
    );
  });
});

describe('a key that is missing because of its name', () => {
  const hints = (written: Written) =>
    load(written).diagnostics.flatMap(({ code, hint }) => (code === 'missing-key' ? [hint] : []));

  test('of a container', () => {
    const changes = { memory_mb: undefined, memmory_mb: 512, storage_pool: undefined };
    expect(hints({ lxc: { 300: container(changes) } })).toEqual([
      'did you mean it by "memmory_mb"? rename that to "memory_mb", or add "memory_mb": it must be a whole number of at least 16',
      'add "storage_pool": it must be a storage id, like "quickOS-lxc-disks"',
    ]);
  });

  test('of an object in it, and not of another one', () => {
    const network_config = { name: 'eth0', brigde: 'vmbr0', ip: 'dhcp' };
    expect(hints({ lxc: { 300: container({ bridge: 'x', network_config }) } })).toEqual([
      expect.stringContaining('did you mean it by "brigde"? rename that to "bridge", or add'),
    ]);
  });

  test('of a VM', () => {
    const changes = { memory_mb: undefined, memmory_mb: 512, cores: undefined };
    expect(hints({ vms: [machine(changes)] })).toEqual([
      'add "cores" to the VM or to "vm_defaults"',
      'did you mean it by "memmory_mb"? rename that to "memory_mb", or add "memory_mb" to the VM or to "vm_defaults"',
    ]);
  });
});
