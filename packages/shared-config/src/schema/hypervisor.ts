import { once } from '../once.ts';
import * as ip from './address-values.ts';
import { nfs, samba, zfs } from './host-storage.ts';
import { pathLength } from './limits.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';
import { vmDefaults } from './vm.ts';

const network = () =>
  v.keys({
    interfaces: v
      .keys({
        name: ip.interfaceName().describe('Name of the bridge, usually vmbr0.'),
        address: ip.cidr().describe('Address of the host with prefix length.'),
        gateway: ip.ipv4().optional().describe('IPv4 gateway of the host.'),
        dns_nameservers: ip.addresses().optional().describe('Name servers of the host.'),
      })
      .optional()
      .describe('The bridge of the host. Guests name it in their network_config.'),
    default_subnet: ip.cidr().optional().describe('Network of the guests, like "10.0.0.0/24".'),
    nfs_server: ip
      .server()
      .optional()
      .describe('Host that offers the NFS directories, usually this one.'),
    external_registry_url: v
      .line()
      .optional()
      .describe('Registry of container images, for scripts of the site.'),
    portainer_server_ip: ip
      .address()
      .optional()
      .describe('Address of Portainer, for scripts of the site.'),
    portainer_server_port: v
      .port()
      .optional()
      .describe('Port of Portainer, for scripts of the site.'),
    portainer_agent_port: v
      .port()
      .optional()
      .describe('Port of the agents of Portainer, for scripts of the site.'),
    fallback_dns: ip
      .address()
      .optional()
      .describe('Name server to use while the own one is not there yet.'),
  });

const hostFirewall = () =>
  v.keys({
    enabled: v
      .yesNo()
      .optional()
      .describe(
        'Whether the firewall of the datacenter is on. Without it no rule of a guest counts.',
      ),
    default_input_policy: v
      .choice('ACCEPT', 'DROP', 'REJECT')
      .optional()
      .describe('What happens to traffic to the host that no rule names.'),
    default_output_policy: v
      .choice('ACCEPT', 'DROP', 'REJECT')
      .optional()
      .describe('What happens to traffic of the host that no rule names.'),
    global_firewall_rules: v
      .list(shared.firewallRule())
      .optional()
      .describe('Rules of the datacenter (cluster.fw), in their order.'),
  });

const sharedVolume = () =>
  v.keys({
    host_path: v
      .propertyPath()
      .describe(
        'Directory of the host; made when missing, owned by root of the container (on the host ' +
          '100000 where that is unprivileged).',
      ),
    mounts: v
      .map(v.propertyPath(), 'id')
      .describe(
        'Container id to the path inside. A path that the container uses itself stays with that.',
      ),
  });

const users = () =>
  v.keys({
    username: v.userName().describe('Login of the administrator, on the host and in Proxmox.'),
    password_hash: v
      .line()
      .optional()
      .describe(
        'Crypt hash (openssl passwd -6), never the password; NOT_SET or empty: none is set.',
      ),
    sudo_access: v.yesNo().optional().describe('Whether sudo is allowed; false unless told.'),
    ssh_public_key: v.line().optional().describe('Line for authorized_keys.'),
  });

const nvidia = () =>
  v.keys({
    install: v
      .yesNo()
      .optional()
      .describe('Whether the driver is to be installed on the host; false unless told.'),
    version: v
      .filledLine()
      .optional()
      .describe(
        'Driver version. Used today: the built-in feature nvidia installs it in containers.',
      ),
    runfile_url: v
      .url()
      .optional()
      .describe('Where the driver (.run) is. Used today: that feature downloads it from there.'),
    cuda_version: v.line().optional().describe('For people only.'),
    install_vllm_libs: v.yesNo().optional().describe('For people only.'),
  });

/** The hypervisor file. `shared_volumes.firewall` is looked at apart, as it is no volume. */
export const hypervisorFile = once(() =>
  v
    .keys({
      $schema: v.anything().optional().describe('JSON Schema for editors.'),
      version: v.line().optional().describe('Version of this file, for people.'),
      author: v.line().optional().describe('Who wrote it, for people.'),
      users: users()
        .optional()
        .describe('The administrator of the host, one in spite of the name.'),
      core_paths: v
        .map(v.filledLine(pathLength), 'path')
        .optional()
        .describe(
          'Used today: lxc_config_file and vm_config_file name the other two files. Absent: ' +
            'beside this one. Other paths are for scripts of the site.',
        ),
      timezone: v
        .text(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, 'a time zone, like "Europe/Berlin"')
        .optional()
        .describe('Time zone of the host.'),
      domain_name: v.dnsName().optional().describe('Domain of the lab.'),
      network: network().optional().describe('Network of the host.'),
      docker: v
        .keys({
          portainer_server_image: v
            .line()
            .optional()
            .describe('Image of Portainer, for scripts of the site.'),
          portainer_agent_image: v
            .line()
            .optional()
            .describe('Image of its agents, for scripts of the site.'),
        })
        .optional()
        .describe('Images that scripts of the site use.'),
      nfs: nfs().optional().describe('NFS server of the host.'),
      samba: samba().optional().describe('Samba server of the host.'),
      zfs: zfs().optional().describe('ZFS of the host, and the Proxmox storages on it.'),
      proxmox_storage_ids: v
        .map(v.storageId(), 'key')
        .optional()
        .describe(
          'Ids of the storages that datasets become, by POOL_DATASET with dashes as underscores. ' +
            'Absent: POOL-DATASET.',
        ),
      mount_point_base: v
        .hostPath()
        .optional()
        .describe('Where storages of kind dir are mounted; /mnt/pve unless told.'),
      proxmox_defaults: v
        .data()
        .optional()
        .describe('Defaults of containers in older files; nothing takes them over.'),
      tests: shared
        .tests()
        .optional()
        .describe('Tests of the host by suite; files below bin/tests.'),
      nvidia_driver: nvidia().optional().describe('NVIDIA driver of the host.'),
      nvidia: v
        .data()
        .optional()
        .describe('Older form of nvidia_driver; not read, and warned about.'),
      behavior: v
        .keys({
          rollback_on_failure: v
            .yesNo()
            .optional()
            .describe(
              'Used today: whether create and converge take a guest that exists back to the state ' +
                'before its change when that fails, by a snapshot phoenix-undo; what is written in ' +
                'the guest meanwhile is lost then. False unless told.',
            ),
          debug_mode: v.yesNo().optional().describe('No effect; false unless told.'),
        })
        .optional()
        .describe('How programs behave.'),
      shared_volumes: v
        .map(sharedVolume(), 'volume')
        .optional()
        .describe(
          'Used today: directories of the host in several containers, as mount_points of ' +
            'each; with the same consequence, no snapshots and no clones of these containers.',
        ),
      firewall: hostFirewall().optional().describe('Firewall of the datacenter.'),
      dns_server: v
        .keys({
          enabled: v.yesNo().describe('Whether the host answers names.'),
          upstream_servers: v
            .list(ip.address())
            .optional()
            .describe('Where it asks what it does not know.'),
          authoritative_zones: v
            .list(v.data())
            .optional()
            .describe('Older form of records; not read.'),
        })
        .optional()
        .describe('Name server of the host.'),
      step_ca: v
        .data()
        .optional()
        .describe('Names of the own certificate authority, for scripts of the site.'),
      portainer_api: v
        .data()
        .optional()
        .describe('Login to Portainer, for scripts of the site. A password here is warned about.'),
      vm_defaults: vmDefaults()
        .optional()
        .describe('Belongs into the VM file, whose values go before these.'),
      vms: v.list(v.data()).optional().describe('Older list of VMs; not read, and warned about.'),
    })
    .describe(
      'The Proxmox VE host. All keys are read and checked; for now nothing sets up the host ' +
        'by them, so storages, bridges and drivers are made by hand. Those whose meaning says ' +
        '"used today" have an effect on containers already.',
    ),
);

export type HypervisorInput = TypeOf<ReturnType<typeof hypervisorFile>>;
