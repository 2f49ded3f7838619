/**
 * Other names under which people look for a key, most of them from Proxmox, Docker Compose,
 * Ansible and Terraform. Of several the first that the object in question has is meant.
 */
const synonyms: Readonly<Record<string, string>> = {
  memory_mb: 'memory mem ram ram_mb',
  swap_mb: 'swap',
  cores: 'cpu cpus vcpu vcpus cpu_cores',
  'storage_size_gb size_gb disk_size_gb':
    'disk disk_size disk_gb size rootfs_size root_size storage_size disk_size_gb',
  'storage_pool pool': 'storage pool rootfs storage_id',
  name: 'hostname host_name',
  description: 'comment notes desc',
  dependencies: 'depends_on depends dependson requires needs after depend',
  template_snapshot_name: 'template_snapshot snapshot snapshot_name snapname snap_name',
  'container_path mount_point':
    'guest_path target path dest destination mount mountpoint mount_path mp container',
  'host_path source': 'source src host host_dir source_path',
  dest: 'destination dst',
  'clone_from_ctid clone_from_vmid': 'clone clone_from cloned_from clone_of clone_source parent',
  'template template_image': 'image ostemplate os_template template_file',
  network_config: 'network net net0 networking nic',
  ip: 'ip_address address ipv4 ip4 cidr',
  ip6: 'ipv6 ip6_address',
  gw: 'gateway gateway4 router',
  gw6: 'gateway6',
  nameservers: 'dns nameserver name_servers dns_servers dns_nameservers resolvers',
  mac_address: 'mac hwaddr macaddr macaddress hardware_address',
  start_at_boot: 'onboot on_boot autostart auto_start boot start_on_boot autoboot',
  boot_order: 'order startup startup_order start_order',
  boot_delay: 'delay startup_delay start_delay',
  application_script: 'script app_script setup_script install_script provision provision_script',
  application_files: 'files app_files',
  gpu_assignment: 'gpu gpus gpu_devices nvidia',
  health_check: 'healthcheck health check',
  mount_points: 'mounts binds bind_mounts bindmounts bind_mount mountpoints',
  volumes: 'disks data_volumes',
  features: 'roles packages',
  pct_options: 'lxc_features pct_features',
  lxc_options: 'lxc_config raw raw_lines lxc',
  apparmor_profile: 'apparmor profile security_profile',
  unprivileged: 'privileged',
  read_only: 'readonly ro',
  owner_uid: 'uid owner user',
  owner_gid: 'gid group',
  proto: 'protocol',
  action: 'policy target verdict',
  type: 'direction',
  cpu_type: 'cpu_model cputype processor',
  template_image: 'cloud_image image_url img',
  sha256: 'checksum sha256sum image_checksum image_sha256',
  agent: 'qemu_agent guest_agent qemu_guest_agent qga',
  linked_clone: 'linked',
  user_config: 'user cloud_init ci cloudinit',
  username: 'login ciuser user_name',
  ssh_keys: 'sshkeys ssh_authorized_keys authorized_keys ssh_key public_keys ssh_public_keys',
  password_hash: 'hashed_passwd cipassword password passwd',
  searchdomain: 'search domain search_domain search_domains dns_domain',
  force_stop: 'forcestop hard_stop',
  port: 'dport ports destination_port',
  command: 'cmd test exec',
  retries: 'tries attempts retry',
  interval: 'every period wait',
};

/** The keys that a word may stand for, in the order in which they are to be tried. */
export function meaningsOf(word: string): string[] {
  return Object.entries(synonyms).flatMap(([keys, words]) =>
    words.split(' ').includes(word) ? keys.split(' ') : [],
  );
}

/** What a guest silently goes without when one of these is written under another name. */
export const losses: Readonly<Record<string, string>> = {
  dependencies: 'no guest is made or started before this one',
  template_snapshot_name: 'there is no snapshot that clones start from',
  start_at_boot: 'it does not start with the host',
  application_script: 'nothing is run in it',
  application_files: 'no file is put into it',
  features: 'no feature is installed',
  gpu_assignment: 'it gets no GPU',
  health_check: 'nobody looks whether it is healthy',
  mount_points: 'nothing of the host is mounted',
  volumes: 'it has no volume beside its root disk',
  firewall: 'no rule is written',
  mac_address: 'Proxmox makes up an address',
  swap_mb: 'it has the swap of Proxmox, 512 MiB when new',
};
