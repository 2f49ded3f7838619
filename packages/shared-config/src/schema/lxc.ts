import { once } from '../once.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';

const volume = () =>
  v.keys({
    name: v.filledLine(),
    pool: v.storageId(),
    size_gb: v.whole(1, 1_000_000),
    mount_point: v.propertyPath(),
  });

const network = () =>
  v
    .keys({
      name: v.interfaceName().describe('Device in the container, usually eth0.'),
      bridge: v.interfaceName().describe('Bridge of the host.'),
      ip: v.ipOrDhcp().describe('IPv4 address with prefix length, or dhcp.'),
      gw: v.ipv4().optional().describe('IPv4 gateway.'),
      ip6: v.ip6OrAuto().optional(),
      gw6: v.ipv6().optional(),
      nameservers: v
        .addresses()
        .optional()
        .describe('Name servers: one, several with commas between, or a list.'),
    })
    .describe('The network card net0.');

const bindMount = () =>
  v.keys({
    host_path: v.propertyPath(),
    container_path: v.propertyPath(),
    owner_uid: v.whole(0, 65_535).optional(),
    owner_gid: v.whole(0, 65_535).optional(),
    read_only: v.yesNo().optional(),
  });

const idMap = () =>
  v.keys({
    type: v.choice('u', 'g', 'both', 'uid', 'gid'),
    container_id: v.whole(0, 4_294_967_294),
    host_id: v.whole(0, 4_294_967_294),
    size: v.whole(1, 4_294_967_295),
  });

const gpus = () => {
  const number = v.whole(0, 255);
  const text = v.text(/^\s*(?:none|(?:\d{1,3}(?:\s*,\s*\d{1,3})*)?)\s*$/, '');
  return v
    .either([text, number, v.list(number)], '"none" or GPU numbers with commas between, like "0,1"')
    .describe('GPUs given to the container: none, or their numbers.');
};

/** Keys that scripts inside the guests read; nothing here acts upon them. */
const vllm = () => ({
  vllm_model: v.line().optional(),
  vllm_served_model_name: v.line().optional(),
  vllm_model_type: v.line().optional(),
  vllm_quantization: v.line().optional(),
  vllm_tensor_parallel_size: v.whole(1).optional(),
  vllm_gpu_memory_utilization: v.number().optional(),
  vllm_max_model_len: v.whole(1).optional(),
  vllm_port: v.port().optional(),
  vllm_trust_remote_code: v.yesNo().optional(),
  vllm_args: v.list(v.line()).optional(),
  vllm_parameters: v.data().optional(),
  vllm_engine_config: v.data().optional(),
});

/** Spellings of earlier times, each with a warning or a meaning of its own. */
const former = () => ({
  clone_from_template_ctid: v.guestId().optional().describe('Former name of clone_from_ctid.'),
  static_ip: v.line().optional().describe('Former form of network_config.ip, not read.'),
  vllm: shared.testList().optional().describe('A test suite that belongs into tests.'),
});

export const lxcGuest = () =>
  v
    .keys({
      name: v.dnsName().describe('Host name.'),
      description: v.line().optional(),
      tags: v.tags().optional(),
      template: v
        .text(
          /^(?:(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc}]+|[a-zA-Z][\w.-]*:vztmpl\/[^\p{Cc}/]+)$/u,
          'an absolute path, or a volume like "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"',
        )
        .optional()
        .describe('Template archive that the container is made from.'),
      clone_from_ctid: v.guestId().optional().describe('Container that this one is cloned from.'),
      dependencies: v
        .list(v.guestId())
        .optional()
        .describe('Guests that must be healthy before this one.'),
      memory_mb: v.whole(16).describe('Memory in MiB.'),
      swap_mb: v.whole(0).optional().describe('Swap in MiB.'),
      cores: v.whole(1, 8192).describe('Processor cores.'),
      storage_pool: v.storageId().describe('Storage of the root disk.'),
      storage_size_gb: v.whole(1, 1_000_000).describe('Size of the root disk in GiB.'),
      network_config: network(),
      mac_address: v.macAddress().optional(),
      unprivileged: v.yesNo().optional().describe('True when absent, as Proxmox has it.'),
      start_at_boot: v.yesNo().optional(),
      boot_order: v.whole(0, 1_000_000).optional(),
      boot_delay: v.whole(0, 86_400).optional().describe('Seconds to wait after its start.'),
      gpu_assignment: gpus().optional(),
      features: shared.features().optional(),
      application_script: v
        .scriptPath()
        .optional()
        .describe('File below bin, run inside the container.'),
      application_files: v
        .list(
          v.keys({
            source: v.sourceFile().describe('Absolute, or relative to the base directory.'),
            destination: v.sourceFile().describe('Absolute, or a name beside the script.'),
          }),
        )
        .optional()
        .describe('Files pushed along with the application script.'),
      health_check: shared.healthCheck().optional(),
      health_checks: shared.healthScripts().optional(),
      tests: shared.tests().optional(),
      run_integration_tests: v.yesNo().optional(),
      integration_tests: v.map(v.scriptPath()).optional(),
      lxc_options: v
        .list(
          v.text(
            /^lxc\.[a-z0-9._-]+\s*[=:][^\p{Cc}]*$/u,
            'a line "lxc.KEY=VALUE" with a key of lower case letters, digits and "._-"',
          ),
        )
        .optional()
        .describe('Raw lines of the conf file.'),
      pct_options: v
        .list(v.text(/^[a-z_]+=[\w; ]+$/, 'a feature with its value, like "nesting=1"'))
        .optional()
        .describe('Values of pct set --features.'),
      apparmor_profile: v
        .text(/^[\w][\w.-]*$/, '"unconfined", "generated" or the name of a profile')
        .optional(),
      apparmor_manages_nesting: v.yesNo().optional(),
      zfs_volumes: v.list(volume()).optional(),
      volumes: v.list(volume()).optional(),
      mount_points: v.list(bindMount()).optional(),
      id_maps: v.list(idMap()).optional(),
      firewall: shared.firewall().optional(),
      template_snapshot_name: v
        .snapshotName()
        .optional()
        .describe('Snapshot that clones are made from.'),
      enable_lifecycle_snapshots: v.yesNo().optional(),
      is_template: v.yesNo().optional(),
      portainer_role: v.choice('server', 'agent', 'infrastructure', 'none').optional(),
      ports: v.list(v.line()).optional().describe('Published ports, for people only.'),
      bootstrap_ca_url: v.url().optional(),
      timeouts: shared.timeouts().optional(),
      traefik_service: shared.traefikService().optional(),
      trigger_sync_on_completion: v.yesNo().optional(),
      ...vllm(),
      ...former(),
    })
    .describe('One container.');

/** The container file. */
export const lxcFile = once(() =>
  v
    .keys({
      $schema: v.anything().optional(),
      nvidia_driver_version: v.filledLine().optional(),
      nvidia_repo_url: v.url().optional(),
      nvidia_runfile_url: v.url().optional(),
      lxc_configs: v.map(lxcGuest(), '^[1-9][0-9]{2,8}$').describe('Containers by id.'),
    })
    .describe('Containers that Phoenix declares.'),
);

export type LxcInput = TypeOf<ReturnType<typeof lxcGuest>>;
