import type { VmInput } from '../schema/vm.ts';
import type { VmDefaults, VmGuest, VmNetwork } from '../vm-guest.ts';
import { wordsOf } from '../words.ts';
import type { Draft } from './draft.ts';
import { healthCheck } from './health.ts';
import type { Notes } from './notes.ts';
import { guestFirewall, ids, present, whole } from './small.ts';

/** A VM as the rest of Phoenix reads it, with the defaults merged in. */
export function normaliseVm(
  input: Partial<VmInput> & Pick<VmInput, 'vmid'>,
  defaults: VmDefaults,
  notes: Notes,
): Draft<VmGuest> {
  const { vmid, user_config, ...kept } = input;
  if (user_config?.gw !== undefined) {
    notes.warning('misplaced', ['user_config', 'gw'], 'is not read here', {
      at: 'name',
      hint: 'the gateway is "gw" of "network_config"',
    });
  }
  if (!notes.has('clone_from_vmid') && !notes.has('template_image')) {
    notes.error('no-origin', [], 'has neither "template_image" nor "clone_from_vmid"', {
      hint: 'add "clone_from_vmid" to clone it, or "template_image" with the file name of a cloud image',
    });
  }
  return present({
    ...kept,
    ...resources(input, defaults, notes),
    id: Number(vmid),
    is_template: input.is_template ?? false,
    clone_from_vmid:
      input.clone_from_vmid === undefined ? undefined : Number(input.clone_from_vmid),
    dependencies: ids(input.dependencies),
    features: [...new Set(wordsOf(input.features))],
    network_config: network(input.network_config),
    user_config:
      user_config?.username === undefined ? undefined : { username: user_config.username },
    start_at_boot: input.start_at_boot ?? false,
    volumes: whole(input.volumes),
    firewall: guestFirewall(input.firewall, notes),
    snapshots: present({
      pre_features: input.snapshots?.pre_features ?? input.snapshots?.['pre-features'],
      post_features: input.snapshots?.post_features ?? input.snapshots?.['post-features'],
    }),
    health_check: healthCheck(input.health_check, notes),
    tests: input.tests ?? {},
    portainer_role: input.portainer_role ?? 'none',
    qm_options: whole(input.qm_options),
    docker_stacks: whole(input.docker_stacks).map((one) =>
      typeof one === 'string'
        ? { name: one }
        : present({ name: one.name, environment: one.environment }),
    ),
    dns_records: whole(input.dns_records),
    tags: input.tags === undefined ? undefined : wordsOf(input.tags),
    timeouts: input.timeouts ?? {},
  });
}

const resourceKeys = [
  'cores',
  'memory_mb',
  'disk_size_gb',
  'storage_pool',
  'network_bridge',
] as const;

function resources(input: Partial<VmInput>, defaults: VmDefaults, notes: Notes) {
  const merged = present({
    cores: input.cores ?? defaults.cores,
    memory_mb: input.memory_mb ?? defaults.memory_mb,
    disk_size_gb: input.disk_size_gb ?? defaults.disk_size_gb,
    storage_pool: input.storage_pool ?? defaults.storage_pool,
    network_bridge: input.network_bridge ?? defaults.network_bridge,
  });
  for (const key of resourceKeys) {
    if (merged[key] !== undefined || notes.has(key)) continue;
    notes.error('missing-key', [], `${key} is missing, here and in "vm_defaults"`, {
      hint: `add "${key}" to the VM or to "vm_defaults"`,
    });
  }
  return merged;
}

function network(input: VmInput['network_config']): VmNetwork | undefined {
  if (input === undefined) return undefined;
  const { nameserver, nameservers, ...rest } = input;
  const servers = [...wordsOf(nameservers), ...wordsOf(nameserver)];
  return servers.length === 0 ? rest : { ...rest, nameservers: [...new Set(servers)] };
}
