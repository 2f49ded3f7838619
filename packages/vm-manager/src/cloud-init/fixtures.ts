import type { VmGuest } from '@phoenix/shared-config';

/** A declared VM of no origin, with what a test wants different. */
export function machine(changes: Partial<VmGuest> = {}): VmGuest {
  return {
    id: 8001,
    name: 'docker-vm-01',
    cores: 2,
    memory_mb: 2048,
    disk_size_gb: 20,
    storage_pool: 'fast',
    network_bridge: 'vmbr0',
    is_template: false,
    customize_image: false,
    linked_clone: false,
    agent: true,
    packages: [],
    dependencies: [],
    features: [],
    start_at_boot: false,
    force_stop: false,
    volumes: [],
    snapshots: {},
    tests: {},
    portainer_role: 'none',
    qm_options: [],
    docker_stacks: [],
    dns_records: [],
    timeouts: {},
    ...changes,
  };
}

/** A template as sites of earlier times have it: with words above its first line. */
export const formerTemplate = `# File: user-data.template.yml
# Placeholders: __HOSTNAME__, __USERNAME__, #FEATURE_FILES_PLACEHOLDER#

#cloud-config

# Sets the host name.
hostname: __HOSTNAME__
manage_etc_hosts: true
users:
  - name: __USERNAME__
    groups: users, admin
    shell: /bin/bash
    passwd: "$6$salt$hash"
package_update: true
packages:
  - curl
write_files:
#FEATURE_FILES_PLACEHOLDER#
runcmd:
  - [ chmod, +x, /tmp/x.sh ] # as it was
bootcmd:
  - sed -i 's/quiet/console=ttyS0/' /etc/default/grub
`;

export const networkTemplate = `network:
  version: 2
  ethernets:
    ens18:
      dhcp4: __DHCP4_ENABLED__
      addresses: [__IPV4_ADDRESS__]
      gateway4: __IPV4_GATEWAY__
      routes:
        - to: default
          via: __IPV4_GATEWAY__
      nameservers:
        addresses: [8.8.8.8, 8.8.4.4]
`;
