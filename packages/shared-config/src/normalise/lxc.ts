import type { LxcGuest, LxcNetwork, LxcVolume } from '../lxc-guest.ts';
import type { LxcInput } from '../schema/lxc.ts';
import { wordsOf } from '../words.ts';
import type { Draft } from './draft.ts';
import { healthCheck } from './health.ts';
import { lxcOptions } from './lxc-options.ts';
import type { Notes } from './notes.ts';
import { pctFeatures } from './pct-features.ts';
import { cleanPath, gpus, guestFirewall, ids, present, whole } from './small.ts';

/** A container as the rest of Phoenix reads it. `shared_mounts` are added by `sharedMounts`. */
export function normaliseLxc(id: number, input: Partial<LxcInput>, notes: Notes): Draft<LxcGuest> {
  const { clone_from_template_ctid: former, static_ip, vllm, ...kept } = input;
  const source = input.clone_from_ctid ?? former;
  tellFormer(input, notes);
  if (source !== undefined && input.template !== undefined) {
    notes.warning(
      'two-origins',
      ['template'],
      'is not used, because "clone_from_ctid" is there too',
      {
        at: 'name',
        hint: 'remove one of the two',
      },
    );
  }
  return present({
    ...kept,
    id,
    description: input.description?.trimEnd(),
    clone_from_ctid: source === undefined ? undefined : Number(source),
    dependencies: ids(input.dependencies),
    network_config: network(input.network_config),
    start_at_boot: input.start_at_boot ?? false,
    gpu_assignment: [...new Set(gpus(input.gpu_assignment, notes))],
    features: [...new Set(wordsOf(input.features))],
    application_files: whole(input.application_files),
    health_check: healthCheck(input.health_check, notes),
    health_checks: whole(input.health_checks).map((one) => ({
      name: one.name ?? one.script,
      script: one.script,
      args: whole(one.args),
    })),
    tests: input.tests ?? {},
    run_integration_tests: input.run_integration_tests ?? false,
    integration_tests: input.integration_tests ?? {},
    lxc_options: lxcOptions(input.lxc_options, notes),
    pct_options: whole(input.pct_options),
    pct_features: pctFeatures(input.pct_options, notes),
    apparmor_manages_nesting: input.apparmor_manages_nesting ?? false,
    zfs_volumes: volumes(input.zfs_volumes),
    volumes: volumes(input.volumes),
    mount_points: whole(input.mount_points).map((one) => ({
      ...one,
      host_path: cleanPath(one.host_path),
      container_path: cleanPath(one.container_path),
    })),
    shared_mounts: [],
    id_maps: whole(input.id_maps).map((one) => ({ ...one, type: idMapType(one.type) })),
    firewall: guestFirewall(input.firewall, notes),
    is_template: input.is_template ?? false,
    portainer_role: input.portainer_role ?? 'none',
    ports: input.ports ?? [],
    tags: input.tags === undefined ? undefined : wordsOf(input.tags),
    timeouts: input.timeouts ?? {},
  });
}

function tellFormer(input: Partial<LxcInput>, notes: Notes): void {
  if (input.clone_from_template_ctid !== undefined) {
    notes.warning('former-key', ['clone_from_template_ctid'], 'is a former name', {
      at: 'name',
      hint: 'write "clone_from_ctid"',
    });
  }
  if (input.static_ip !== undefined) {
    notes.warning('former-key', ['static_ip'], 'is not read any more', {
      at: 'name',
      hint: 'write the address as "ip" of "network_config"',
    });
  }
  if (input.vllm !== undefined) {
    notes.warning('misplaced', ['vllm'], 'is a test suite outside of "tests" and is not run', {
      at: 'name',
      hint: 'move it into "tests"',
    });
  }
}

function network(input: LxcInput['network_config'] | undefined): LxcNetwork | undefined {
  if (input === undefined) return undefined;
  const { nameservers, ...rest } = input;
  return nameservers === undefined ? rest : { ...rest, nameservers: wordsOf(nameservers) };
}

function volumes(input: readonly LxcVolume[] | undefined): LxcVolume[] {
  return whole(input).map((one) => ({ ...one, mount_point: cleanPath(one.mount_point) }));
}

function idMapType(type: string): 'u' | 'g' | 'both' {
  if (type === 'both') return 'both';
  return type.startsWith('u') ? 'u' : 'g';
}
