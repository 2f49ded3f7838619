import type { TestEntry } from '../common-types.ts';
import type { HypervisorConfig, SharedVolume, ZfsDataset } from '../hypervisor-config.ts';
import type { HypervisorInput } from '../schema/hypervisor.ts';
import { wordsOf } from '../words.ts';
import type { Notes } from './notes.ts';
import { cleanPath, firewallRule, present, whole } from './small.ts';

type Input = Partial<HypervisorInput>;

/** The host's declaration as the rest of Phoenix reads it. */
export function normaliseHypervisor(input: Input, notes: Notes): HypervisorConfig {
  const { $schema, vm_defaults, vms, nvidia, ...kept } = input;
  tellFormer(input, notes);
  return present({
    ...kept,
    users: users(input.users),
    proxmox_repository: input.proxmox_repository ?? 'auto',
    packages: [...new Set(whole(input.packages))],
    vfio:
      input.vfio === undefined
        ? undefined
        : { pci_ids: whole(input.vfio.pci_ids).map((id) => id.toLowerCase()) },
    hypervisor_setup: {
      scripts: setupScripts(input.hypervisor_setup?.scripts ?? {}, notes),
      skip: whole(input.hypervisor_setup?.skip),
    },
    shared_zfs_volumes: input.shared_zfs_volumes ?? {},
    core_paths: input.core_paths ?? {},
    network: network(input.network),
    docker: input.docker ?? {},
    nfs: { exports: whole(input.nfs?.exports) },
    samba: samba(input.samba, notes),
    zfs: zfs(input.zfs),
    proxmox_storage_ids: input.proxmox_storage_ids ?? {},
    mount_point_base: cleanPath(input.mount_point_base ?? '/mnt/pve'),
    tests: suites(input.tests ?? {}, notes),
    nvidia_driver:
      input.nvidia_driver === undefined
        ? undefined
        : { ...input.nvidia_driver, install: input.nvidia_driver.install ?? false },
    behavior: {
      rollback_on_failure: input.behavior?.rollback_on_failure ?? false,
      debug_mode: input.behavior?.debug_mode ?? false,
    },
    shared_volumes: sharedVolumes(input.shared_volumes ?? {}, notes),
    firewall: firewall(input.firewall, notes),
    dns_server:
      input.dns_server === undefined
        ? undefined
        : {
            enabled: input.dns_server.enabled,
            upstream_servers: input.dns_server.upstream_servers ?? [],
          },
  });
}

function tellFormer(input: Input, notes: Notes): void {
  const former: [string, unknown, string][] = [
    ['vm_defaults', input.vm_defaults, 'move it into the VM file'],
    ['vms', input.vms, 'declare the VMs in the VM file, with "vmid"'],
    ['nvidia', input.nvidia, 'write "nvidia_driver"'],
  ];
  for (const [key, value, hint] of former) {
    if (value === undefined) continue;
    const read = key === 'vm_defaults' ? 'belongs into the VM file' : 'is not read any more';
    notes.warning('former-key', [key], read, { at: 'name', hint });
  }
}

function users(input: Input['users']): HypervisorConfig['users'] {
  if (input === undefined) return undefined;
  const { password_hash: hash, ssh_public_key: key } = input;
  return present({
    username: input.username,
    sudo_access: input.sudo_access ?? false,
    password_hash: hash === '' || hash === 'NOT_SET' ? undefined : hash,
    ssh_public_key: key === '' ? undefined : key,
  });
}

function network(input: Input['network']): HypervisorConfig['network'] {
  if (input?.interfaces === undefined) return { ...input, interfaces: undefined };
  const { interfaces, ...rest } = input;
  return {
    ...rest,
    interfaces: { ...interfaces, dns_nameservers: wordsOf(interfaces.dns_nameservers) },
  };
}

function samba(input: Input['samba'], notes: Notes): HypervisorConfig['samba'] {
  const shares = whole(input?.shares).map((share) => {
    const options = new Map(wordsOf(share.options).map((word) => pair(word)));
    const option = (...names: string[]) => names.map((name) => options.get(name)).find(Boolean);
    return present({
      name: share.name,
      path: cleanPath(`/${share.path}`),
      options: share.options,
      valid_users: share.valid_users ?? [],
      browsable: share.browsable ?? option('browseable', 'browsable') !== 'no',
      read_only: share.read_only ?? (option('read_only') === 'yes' || option('writable') === 'no'),
      guest_ok: share.guest_ok ?? option('guest_ok', 'public') === 'yes',
    });
  });
  const { user, password_file: file, workgroup } = input ?? {};
  const password = input?.password ?? (file === undefined ? undefined : { file });
  if (input?.password !== undefined && file !== undefined)
    notes.warning('former-key', ['samba', 'password_file'], 'is not read beside samba.password', {
      at: 'name',
      hint: 'remove one of them',
    });
  return present({ user, password, workgroup, shares });
}

function pair(word: string): [string, string] {
  const at = word.indexOf('=');
  return at < 0 ? [word, ''] : [word.slice(0, at).trim(), word.slice(at + 1).trim()];
}

function zfs(input: Input['zfs']): HypervisorConfig['zfs'] {
  return present({
    arc_max_gb: input?.arc_max_gb,
    pools: whole(input?.pools).map((pool) => ({
      name: pool.name,
      raid_level: (pool.raid_level ?? 'single').toLowerCase(),
      disks: pool.disks ?? [],
    })),
    datasets: whole(input?.datasets).map(
      (dataset): ZfsDataset =>
        present({
          name: dataset.name,
          pool: dataset.pool,
          properties:
            typeof dataset.properties === 'string'
              ? Object.fromEntries(wordsOf(dataset.properties).map(pair))
              : { ...dataset.properties },
          proxmox_storage_type: dataset.proxmox_storage_type,
          proxmox_content_type: wordsOf(dataset.proxmox_content_type),
          storage_class: dataset.storage_class,
        }),
    ),
  });
}

function firewall(input: Input['firewall'], notes: Notes): HypervisorConfig['firewall'] {
  if (input === undefined) return undefined;
  return {
    ...input,
    global_firewall_rules: hostRules(input, 'global_firewall_rules', notes),
    host_firewall_rules: hostRules(input, 'host_firewall_rules', notes),
  };
}

function hostRules(
  input: NonNullable<Input['firewall']>,
  key: 'global_firewall_rules' | 'host_firewall_rules',
  notes: Notes,
) {
  return (input[key] ?? []).flatMap((rule, index) => [
    firewallRule(rule, ['firewall', key, index], notes),
  ]);
}

function sharedVolumes(
  input: NonNullable<Input['shared_volumes']>,
  notes: Notes,
): Record<string, SharedVolume> {
  const volumes: Record<string, SharedVolume> = {};
  for (const [name, { host_path, mounts }] of Object.entries(input)) {
    if (host_path === undefined) continue;
    const kept = Object.entries(mounts ?? {}).filter(([id]) => {
      if (/^[1-9]\d{2,8}$/.test(id)) return true;
      notes.error('invalid-value', ['shared_volumes', name, 'mounts', id], 'is no guest id');
      return false;
    });
    volumes[name] = {
      host_path: cleanPath(host_path),
      mounts: kept.map(([id, path]) => ({ id: Number(id), container_path: cleanPath(path) })),
    };
  }
  return volumes;
}

/** Names of steps stand in names of logs and in events. */
function setupScripts(scripts: Record<string, string>, notes: Notes): Record<string, string> {
  for (const name of Object.keys(scripts)) {
    if (/^[a-z][a-z0-9_]{0,39}$/.test(name)) continue;
    const must = 'must be lower case letters, digits and "_", a letter first, 40 at most';
    notes.error('invalid-value', ['hypervisor_setup', 'scripts', name], must);
  }
  return scripts;
}

function suites(tests: Record<string, TestEntry[]>, notes: Notes): Record<string, TestEntry[]> {
  for (const name of Object.keys(tests)) {
    if (/^[\w-]+$/.test(name)) continue;
    notes.warning('odd-suite-name', ['tests', name], 'is an odd name for a test suite', {
      at: 'name',
      hint: `write "${name.replace(/_?[^\w-]+_?/g, '_')}"`,
    });
  }
  return tests;
}
