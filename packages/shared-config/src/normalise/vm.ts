import { isIpv6 } from '../net.ts';
import type { VmInput } from '../schema/vm.ts';
import { missingKeyHint, writtenInstead } from '../unknown-key.ts';
import type { VmDefaults, VmGuest, VmNetwork } from '../vm-guest.ts';
import { wordsOf } from '../words.ts';
import type { Draft } from './draft.ts';
import { healthCheck } from './health.ts';
import type { Notes } from './notes.ts';
import { qmOptions } from './qm-options.ts';
import { cleanPath, guestFirewall, ids, present, whole } from './small.ts';
import { vmUser } from './vm-user.ts';

/** A VM as the rest of Phoenix reads it, with the defaults merged in. */
export function normaliseVm(
  input: Partial<VmInput> & Pick<VmInput, 'vmid'>,
  defaults: VmDefaults,
  notes: Notes,
): Draft<VmGuest> {
  const { vmid, ...kept } = input;
  tellOrigin(input, notes);
  return present({
    ...kept,
    ...resources(input, defaults, notes),
    id: Number(vmid),
    description: input.description?.trimEnd(),
    is_template: input.is_template ?? false,
    sha256: input.sha256?.toLowerCase(),
    customize_image: input.customize_image ?? false,
    clone_from_vmid:
      input.clone_from_vmid === undefined ? undefined : Number(input.clone_from_vmid),
    linked_clone: input.linked_clone ?? false,
    agent: input.agent ?? true,
    packages: [...new Set(whole(input.packages))],
    dependencies: ids(input.dependencies),
    features: [...new Set(wordsOf(input.features))],
    network_config: network(input.network_config),
    user_config: vmUser(input.user_config, notes),
    start_at_boot: input.start_at_boot ?? false,
    force_stop: input.force_stop ?? false,
    volumes: whole(input.volumes).map((one) => ({
      ...one,
      server: isIpv6(one.server) ? `[${one.server}]` : one.server,
      path: cleanPath(one.path),
      mount_point: cleanPath(one.mount_point),
    })),
    firewall: guestFirewall(input.firewall, notes),
    snapshots: present({
      pre_features: input.snapshots?.pre_features ?? input.snapshots?.['pre-features'],
      post_features: input.snapshots?.post_features ?? input.snapshots?.['post-features'],
    }),
    health_check: healthCheck(input.health_check, notes),
    tests: input.tests ?? {},
    portainer_role: input.portainer_role ?? 'none',
    qm_options: qmOptions(input.qm_options, notes),
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

const resourceShape = Object.fromEntries(resourceKeys.map((key) => [key, key]));

function resources(input: Partial<VmInput>, defaults: VmDefaults, notes: Notes) {
  const merged = present({
    cores: input.cores ?? defaults.cores,
    memory_mb: input.memory_mb ?? defaults.memory_mb,
    disk_size_gb: input.disk_size_gb ?? defaults.disk_size_gb,
    storage_pool: input.storage_pool ?? defaults.storage_pool,
    network_bridge: input.network_bridge ?? defaults.network_bridge,
    cpu_type: input.cpu_type ?? defaults.cpu_type,
  });
  for (const key of resourceKeys) {
    if (merged[key] !== undefined || notes.has(key)) continue;
    notes.error('missing-key', [], `${key} is missing, here and in "vm_defaults"`, {
      hint: missingKeyHint(
        key,
        writtenInstead(key, notes.names(), resourceShape),
        `add "${key}" to the VM or to "vm_defaults"`,
      ),
    });
  }
  return merged;
}

function network(input: VmInput['network_config']): VmNetwork | undefined {
  if (input === undefined) return undefined;
  const { nameserver, nameservers, searchdomain, ...rest } = input;
  const servers = [...new Set([...wordsOf(nameservers), ...wordsOf(nameserver)])];
  const domains = [searchdomain ?? []].flat().flatMap(wordsOf);
  return present({
    ...rest,
    nameservers: (nameservers ?? nameserver) === undefined ? undefined : servers,
    searchdomain: searchdomain === undefined ? undefined : [...new Set(domains)].join(' '),
  });
}

/** Where the disk comes from, and what has no meaning then. */
function tellOrigin(input: Partial<VmInput>, notes: Notes): void {
  const idle = (key: string, reason: string) =>
    notes.warning('no-effect', [key], reason, { at: 'name', hint: `remove "${key}"` });
  if (notes.has('clone_from_vmid') && notes.has('template_image')) {
    notes.warning(
      'two-origins',
      ['template_image'],
      'is not used, because "clone_from_vmid" is there too',
      { at: 'name', hint: 'remove one of the two' },
    );
  }
  if (notes.has('clone_from_vmid')) {
    const reason = 'has no effect: it is about an image, and this VM is cloned';
    if (input.sha256 !== undefined) idle('sha256', reason);
    if (input.customize_image === true) idle('customize_image', reason);
  } else if (input.linked_clone === true) {
    idle('linked_clone', 'has no effect: this VM is not cloned');
  }
  if (notes.has('post_create_scripts')) {
    notes.warning('former-key', ['post_create_scripts'], 'is not run any more', {
      at: 'name',
      hint: 'make a feature of what they do: a script of bin/vm_features, run inside the VM',
    });
  }
}
