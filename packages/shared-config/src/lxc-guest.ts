import type {
  GuestFirewall,
  HealthCheck,
  HealthScript,
  TestEntry,
  Timeouts,
  TraefikService,
} from './common-types.ts';

/** net0 of a container. `ip` is CIDR or `dhcp`; `ip6` is CIDR, `auto` or `dhcp`. */
export interface LxcNetwork {
  name: string;
  bridge: string;
  ip: string;
  gw?: string;
  ip6?: string;
  gw6?: string;
  nameservers?: string[];
}

/** A volume to allocate on storage `pool`, mounted at `mount_point`. Size in GiB. */
export interface LxcVolume {
  name: string;
  pool: string;
  size_gb: number;
  mount_point: string;
}

/** A host directory or file made visible in the container. Owners are ids inside the container. */
export interface BindMount {
  host_path: string;
  container_path: string;
  owner_uid?: number;
  owner_gid?: number;
  read_only?: boolean;
}

/** A mount that comes from `shared_volumes.<volume>` of the hypervisor file. */
export interface SharedMount {
  volume: string;
  host_path: string;
  container_path: string;
}

/** One raw `key: value` line of the container's conf file. */
export interface LxcOption {
  key: string;
  value: string;
}

/** A range of user (`u`), group (`g`) or both ids, mapped into the container. */
export interface IdMap {
  type: 'u' | 'g' | 'both';
  container_id: number;
  host_id: number;
  size: number;
}

/**
 * A file pushed along with the application script. `source` is absolute or relative to the base
 * directory; `destination` is absolute in the container, or a name beside the script.
 */
export interface ApplicationFile {
  source: string;
  destination: string;
}

/** A declared container, normalised: keys as in the file, every accepted spelling brought to one. */
export interface LxcGuest extends LxcLegacyData {
  id: number;
  name: string;
  memory_mb: number;
  swap_mb?: number;
  /** Absent: all of the host, or what the container has. */
  cores?: number;
  storage_pool: string;
  storage_size_gb: number;
  /** Absolute path of a template archive, or `STORAGE:vztmpl/NAME`. */
  template?: string;
  clone_from_ctid?: number;
  dependencies: number[];
  network_config: LxcNetwork;
  /** As declared, never brought to another case. */
  mac_address?: string;
  unprivileged: boolean;
  start_at_boot: boolean;
  boot_order?: number;
  /** Seconds. */
  boot_delay?: number;
  gpu_assignment: number[];
  features: string[];
  application_script?: string;
  application_files: ApplicationFile[];
  health_check?: HealthCheck;
  health_checks: HealthScript[];
  tests: Record<string, TestEntry[]>;
  run_integration_tests: boolean;
  /** Suite name to script file, the older form. */
  integration_tests: Record<string, string>;
  lxc_options: LxcOption[];
  pct_options: string[];
  /** `pct_options` by name, for `pct set --features`. */
  pct_features: Record<string, string>;
  apparmor_profile?: string;
  apparmor_manages_nesting: boolean;
  zfs_volumes: LxcVolume[];
  volumes: LxcVolume[];
  mount_points: BindMount[];
  shared_mounts: SharedMount[];
  id_maps: IdMap[];
  /** Absent: nothing is declared, and the guest's firewall stays as it is. */
  firewall?: GuestFirewall;
  template_snapshot_name?: string;
  enable_lifecycle_snapshots?: boolean;
  is_template: boolean;
  portainer_role: 'server' | 'agent' | 'infrastructure' | 'none';
  /** Documentation of published ports, `host:guest`. */
  ports: string[];
  bootstrap_ca_url?: string;
  tags?: string[];
  description?: string;
  timeouts: Timeouts;
}

/** Keys that no manager acts upon; scripts inside guests read them from the file itself. */
export interface LxcLegacyData {
  traefik_service?: TraefikService;
  trigger_sync_on_completion?: boolean;
  vllm_model?: string;
  vllm_served_model_name?: string;
  vllm_model_type?: string;
  vllm_quantization?: string;
  vllm_tensor_parallel_size?: number;
  vllm_gpu_memory_utilization?: number;
  vllm_max_model_len?: number;
  vllm_port?: number;
  vllm_trust_remote_code?: boolean;
  vllm_args?: string[];
  vllm_parameters?: Record<string, unknown>;
  vllm_engine_config?: Record<string, unknown>;
}

/** What stands at the root of the container file beside the containers. */
export interface LxcFileRoot {
  nvidia_driver_version?: string;
  nvidia_repo_url?: string;
  nvidia_runfile_url?: string;
}
