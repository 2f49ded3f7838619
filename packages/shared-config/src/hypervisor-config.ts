import type { FirewallRule, TestEntry } from './common-types.ts';
import type { Secret } from './secret.ts';

/** The admin account of the host. `password_hash` absent means: do not set a password. */
export interface HostUser {
  username: string;
  password_hash?: Secret;
  sudo_access: boolean;
  ssh_public_key?: string;
}

/** The host's own bridge. `address` is CIDR. */
export interface HostInterface {
  name: string;
  address: string;
  gateway?: string;
  dns_nameservers: string[];
}

export interface HostNetwork {
  interfaces?: HostInterface;
  default_subnet?: string;
  nfs_server?: string;
  external_registry_url?: string;
  portainer_server_ip?: string;
  portainer_server_port?: number;
  portainer_agent_port?: number;
  fallback_dns?: string;
}

export interface NfsExport {
  path: string;
  clients: string[];
  options: string[];
}

/** A samba share; `path` is absolute whatever the file says. */
export interface SambaShare {
  name: string;
  path: string;
  /** Free text of the file, blank separated `key=value`. */
  options?: string;
  valid_users: string[];
  browsable: boolean;
  read_only: boolean;
  guest_ok: boolean;
}

export interface ZfsPool {
  name: string;
  /** single, mirror, raidz1, raidz2, raidz3 (lower case). */
  raid_level: string;
  disks: string[];
}

export interface ZfsDataset {
  name: string;
  pool: string;
  properties: Record<string, string>;
  proxmox_storage_type?: string;
  proxmox_content_type: string[];
  storage_class?: string;
}

/** A host directory offered to containers: id to path inside. */
export interface SharedVolume {
  host_path: string;
  mounts: { id: number; container_path: string }[];
}

export interface HostFirewall {
  /** Absent: it stays as it is. */
  enabled?: boolean;
  default_input_policy?: string;
  default_output_policy?: string;
  global_firewall_rules: FirewallRule[];
  host_firewall_rules: FirewallRule[];
}

export interface NvidiaDriver {
  install: boolean;
  version?: string;
  runfile_url?: string;
  /** Hex. */
  sha256?: string;
  cuda_version?: string;
  install_vllm_libs?: boolean;
}

/** What is declared for the host itself. */
export interface HypervisorConfig {
  version?: string;
  author?: string;
  users?: HostUser;
  core_paths: Record<string, string>;
  hostname?: string;
  proxmox_repository: 'auto' | 'no-subscription' | 'enterprise' | 'as-is';
  packages: string[];
  /** PCI ids `vendor:device` in lower case. */
  vfio?: { pci_ids: string[] };
  /** Scripts of the site by step, and steps that are left out. */
  hypervisor_setup: { scripts: Record<string, string>; skip: string[] };
  shared_zfs_volumes: Record<string, { pool: string; size_gb: number }>;
  timezone?: string;
  domain_name?: string;
  network: HostNetwork;
  docker: { portainer_server_image?: string; portainer_agent_image?: string };
  nfs: { exports: NfsExport[] };
  samba: { user?: string; password?: Secret; workgroup?: string; shares: SambaShare[] };
  zfs: { arc_max_gb?: number; pools: ZfsPool[]; datasets: ZfsDataset[] };
  proxmox_storage_ids: Record<string, string>;
  /** Default `/mnt/pve`. */
  mount_point_base: string;
  /** Kept as data: no program ever acted upon it. */
  proxmox_defaults?: Record<string, unknown>;
  tests: Record<string, TestEntry[]>;
  nvidia_driver?: NvidiaDriver;
  behavior: { rollback_on_failure: boolean; debug_mode: boolean };
  shared_volumes: Record<string, SharedVolume>;
  firewall?: HostFirewall;
  dns_server?: { enabled: boolean; upstream_servers: string[] };
  step_ca?: Record<string, unknown>;
  portainer_api?: Record<string, unknown>;
}
