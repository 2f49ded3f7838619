import type {
  GuestFirewall,
  HealthCheck,
  TestEntry,
  Timeouts,
  TraefikService,
} from './common-types.ts';
import type { Secret } from './secret.ts';

/** Address of the first network card; `ip` is CIDR or `dhcp`. */
export interface VmNetwork {
  ip: string;
  gw?: string;
  nameservers?: string[];
  /** One domain, or several with one blank between, as Proxmox keeps them. */
  searchdomain?: string;
}

/** Who logs in. The hash goes into a file of mode 0600 and nowhere else. */
export interface VmUser {
  username: string;
  /** Lines of an authorized_keys file, each once. */
  ssh_keys: string[];
  password_hash?: Secret;
}

/** A setting of `qm set` that Phoenix has no key for; `key` is without dashes. */
export interface QmOption {
  key: string;
  value: string;
}

/** A directory of `server` mounted inside the VM; only those of type `nfs` are acted upon. */
export interface VmVolume {
  name: string;
  type: string;
  /** As fstab wants it before the colon: an IPv6 address has brackets. */
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
  /** Value of `--cpu`; absent: the default of Proxmox, or what the source of a clone has. */
  cpu_type?: string;
  is_template: boolean;
  /** Cloud image: a file name, an absolute path, or an http(s) address; see `imageUrl`. */
  template_image?: string;
  /** SHA-256 of the image, 64 lower case hex digits. */
  sha256?: string;
  /** Whether the agent is put into a copy of the image with virt-customize. */
  customize_image: boolean;
  clone_from_vmid?: number;
  /** Whether the clone shares the disk of its source, which is then a template. */
  linked_clone: boolean;
  /** Whether the guest agent is installed, switched on and waited for. */
  agent: boolean;
  /** Debian packages that cloud-init installs at the first boot, without those it adds itself. */
  packages: string[];
  dependencies: number[];
  features: string[];
  network_config?: VmNetwork;
  mac_address?: string;
  user_config?: VmUser;
  start_at_boot: boolean;
  /** Whether a VM that does not shut down in time is switched off. */
  force_stop: boolean;
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
  qm_options: QmOption[];
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
  cpu_type?: string;
  /** Release name in the address of the cloud image. */
  ubuntu_release?: string;
}
