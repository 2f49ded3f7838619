import { once } from '../once.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';
import { vmDefaults } from './vm.ts';

const network = () =>
  v.keys({
    interfaces: v
      .keys({
        name: v.interfaceName(),
        address: v.cidr(),
        gateway: v.ipv4().optional(),
        dns_nameservers: v.addresses().optional(),
      })
      .optional()
      .describe('The bridge of the host.'),
    default_subnet: v.cidr().optional(),
    nfs_server: v.server().optional(),
    external_registry_url: v.line().optional(),
    portainer_server_ip: v.address().optional(),
    portainer_server_port: v.port().optional(),
    portainer_agent_port: v.port().optional(),
    fallback_dns: v.address().optional(),
  });

const nfs = () =>
  v.keys({
    exports: v
      .list(
        v.keys({
          path: v.hostPath(),
          clients: v.list(v.text(/^[^\p{Cc}\s()]+$/u, 'an address or a network')),
          options: v.list(v.text(/^[\w=:.-]+$/, 'one export option, like "rw"')),
        }),
      )
      .optional(),
    shares: v.list(v.data()).optional(),
  });

const samba = () =>
  v.keys({
    user: v.userName().optional(),
    shares: v
      .list(
        v.keys({
          name: v.text(/^[^\p{Cc}[\]/\\]+$/u, 'a share name without brackets and slashes'),
          path: v.text(
            /^(?!-)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}]+$/u,
            'a path without "." and ".." parts',
          ),
          options: v.line().optional(),
          valid_users: v.list(v.text(/^@?[\w.$-]+$/, 'a user name')).optional(),
          browsable: v.yesNo().optional(),
          read_only: v.yesNo().optional(),
          guest_ok: v.yesNo().optional(),
        }),
      )
      .optional(),
  });

const poolName = () =>
  v.text(
    /^(?!mirror|raidz|draid|spare|log$)[a-zA-Z][\w.:-]*$/,
    'a pool name that ZFS does not reserve',
  );

const zfs = () =>
  v.keys({
    arc_max_gb: v.whole(1, 1_000_000).optional().describe('Most memory for the ZFS cache in GiB.'),
    arc_max: v.line().optional(),
    pools: v
      .list(
        v.keys({
          name: poolName(),
          raid_level: v
            .text(
              /^(?:single|stripe|mirror|raidz[123]?|raid10)$/i,
              '"single", "mirror" or "raidz1" to "raidz3"',
            )
            .optional(),
          disks: v.list(v.hostPath()).optional(),
        }),
      )
      .optional(),
    datasets: v
      .list(
        v.keys({
          name: v.text(/^[\w][\w.:-]*(?:\/[\w][\w.:-]*)*$/, 'a dataset name'),
          pool: poolName(),
          properties: v
            .either(
              [
                v.text(/^[\w:.]+=[^\p{Cc},=]+(?:,\s*[\w:.]+=[^\p{Cc},=]+)*$|^$/u, ''),
                v.map(v.filledLine()),
              ],
              'properties "name=value" with commas between, or an object of them',
            )
            .optional(),
          proxmox_storage_type: v.filledLine().optional().describe('zfspool or dir.'),
          proxmox_content_type: v
            .text(/^[a-z]+(?:,\s*[a-z]+)*$/, 'content types with commas between')
            .optional(),
          storage_class: v.line().optional(),
        }),
      )
      .optional(),
    dataset_storage_types: v.list(v.data()).optional(),
  });

const hostFirewall = () =>
  v.keys({
    enabled: v.yesNo().optional(),
    default_input_policy: v.choice('ACCEPT', 'DROP', 'REJECT').optional(),
    default_output_policy: v.choice('ACCEPT', 'DROP', 'REJECT').optional(),
    global_firewall_rules: v.list(shared.firewallRule()).optional(),
  });

const sharedVolume = () =>
  v.keys({
    host_path: v.propertyPath(),
    mounts: v.map(v.propertyPath()).describe('Container id to the path inside.'),
  });

const users = () =>
  v.keys({
    username: v.userName(),
    password_hash: v.line().optional().describe('Crypt hash; NOT_SET sets no password.'),
    sudo_access: v.yesNo().optional(),
    ssh_public_key: v.line().optional(),
  });

const nvidia = () =>
  v.keys({
    install: v.yesNo().optional(),
    version: v.filledLine().optional(),
    runfile_url: v.url().optional(),
    cuda_version: v.line().optional(),
    install_vllm_libs: v.yesNo().optional(),
  });

/** The hypervisor file. `shared_volumes.firewall` is looked at apart, as it is no volume. */
export const hypervisorFile = once(() =>
  v
    .keys({
      $schema: v.anything().optional(),
      version: v.line().optional(),
      author: v.line().optional(),
      users: users().optional(),
      core_paths: v.map(v.filledLine()).optional(),
      timezone: v
        .text(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, 'a time zone, like "Europe/Berlin"')
        .optional(),
      domain_name: v.dnsName().optional(),
      network: network().optional(),
      docker: v
        .keys({
          portainer_server_image: v.line().optional(),
          portainer_agent_image: v.line().optional(),
        })
        .optional(),
      nfs: nfs().optional(),
      samba: samba().optional(),
      zfs: zfs().optional(),
      proxmox_storage_ids: v.map(v.storageId()).optional(),
      mount_point_base: v.hostPath().optional(),
      proxmox_defaults: v.data().optional(),
      tests: shared.tests().optional(),
      nvidia_driver: nvidia().optional(),
      nvidia: v.data().optional(),
      behavior: v
        .keys({ rollback_on_failure: v.yesNo().optional(), debug_mode: v.yesNo().optional() })
        .optional(),
      shared_volumes: v.map(sharedVolume()).optional(),
      firewall: hostFirewall().optional(),
      dns_server: v
        .keys({
          enabled: v.yesNo(),
          upstream_servers: v.list(v.address()).optional(),
          authoritative_zones: v.list(v.data()).optional(),
        })
        .optional(),
      step_ca: v.data().optional(),
      portainer_api: v.data().optional(),
      vm_defaults: vmDefaults().optional(),
      vms: v.list(v.data()).optional(),
    })
    .describe('The host that Phoenix sets up.'),
);

export type HypervisorInput = TypeOf<ReturnType<typeof hypervisorFile>>;
