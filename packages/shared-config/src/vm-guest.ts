import type {
  GuestFirewall,
  HealthCheck,
  TestEntry,
  Timeouts,
  TraefikService,
} from './common-types.ts';

/** Address of the first network card; `ip` is CIDR or `dhcp`. */
export interface VmNetwork {
  ip: string;
  gw?: string;
  nameservers?: string[];
}

/** A network file system mounted inside the VM. `path` is on `server`. */
export interface VmVolume {
  name: string;
  type: string;
  server: string;
  path: string;
  mount_point: string;
}

/** A declared VM with `vm_defaults` merged in. Memory in MiB, disk in GiB. */
export interface VmGuest {
  id: number;
  name: string;
  cores: number;
  memory_mb: number;
  disk_size_gb: number;
  storage_pool: string;
  network_bridge: string;
  is_template: boolean;
  /** File name of the cloud image a template is made from. */
  template_image?: string;
  clone_from_vmid?: number;
  dependencies: number[];
  features: string[];
  network_config?: VmNetwork;
  mac_address?: string;
  user_config?: { username: string };
  start_at_boot: boolean;
  boot_order?: number;
  /** Seconds. */
  boot_delay?: number;
  volumes: VmVolume[];
  /** Absent: nothing is declared, and the guest's firewall stays as it is. */
  firewall?: GuestFirewall;
  template_snapshot_name?: string;
  /** Names of the snapshots taken before and after the features. */
  snapshots: { pre_features?: string; post_features?: string };
  health_check?: HealthCheck;
  tests: Record<string, TestEntry[]>;
  portainer_role: 'primary' | 'agent' | 'none';
  portainer_agent_hostname?: string;
  portainer_environment_name?: string;
  qm_options: string[];
  docker_stacks: { name: string; environment?: string }[];
  dns_records: { hostname: string; ip: string }[];
  traefik_service?: TraefikService;
  trigger_sync_on_completion?: boolean;
  tags?: string[];
  description?: string;
  timeouts: Timeouts;
}

/** What a VM has unless it says otherwise. */
export interface VmDefaults {
  template?: string;
  cores?: number;
  memory_mb?: number;
  disk_size_gb?: number;
  storage_pool?: string;
  network_bridge?: string;
  /** Release name in the address of the cloud image. */
  ubuntu_release?: string;
}
