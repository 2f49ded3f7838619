import { once } from '../once.ts';
import * as ip from './address-values.ts';
import { nfs, samba, zfs } from './host-storage.ts';
import { pathLength } from './limits.ts';
import { secret } from './secret.ts';
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
        'Whether the firewall of the datacenter is on; while it is off no rule of a guest counts. ' +
          'Absent: left as it is.',
      ),
    default_input_policy: v
      .choice('ACCEPT', 'DROP', 'REJECT')
      .optional()
      .describe('What happens to traffic to the host that no rule names. Absent: left as it is.'),
    default_output_policy: v
      .choice('ACCEPT', 'DROP', 'REJECT')
      .optional()
      .describe('What happens to traffic of the host that no rule names. Absent: left as it is.'),
    global_firewall_rules: v
      .list(shared.firewallRule())
      .optional()
      .describe('Rules of the datacenter (cluster.fw), in their order.'),
    host_firewall_rules: v
      .list(shared.firewallRule())
      .optional()
      .describe('Rules of this host alone (host.fw), in their order.'),
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

/** Names of setup steps, which stand in names of logs between dashes. */
const stepName = '^[a-z][a-z0-9_]{0,39}$';

const vfio = () =>
  v.keys({
    pci_ids: v
      .list(
        v.text(/^[0-9a-f]{4}:[0-9a-f]{4}$/i, 'vendor and device of a PCI card, like "10de:2684"'),
      )
      .optional()
      .describe('Cards that VMs get as a whole (lspci -nn): the host keeps its drivers off them.'),
  });

const hypervisorSetup = () =>
  v.keys({
    scripts: v
      .map(v.scriptPath(), 'step', stepName)
      .optional()
      .describe(
        'Scripts of the site below bin/hypervisor_setup by step. The name of a built-in step ' +
          'replaces that step; any other name adds one at the end. A script gets the path of this ' +
          'file as its argument, runs as root, and runs again when it has changed.',
      ),
    skip: v
      .list(v.text(/^[a-z][a-z0-9_]{0,39}$/, 'the name of a setup step'))
      .optional()
      .describe('Steps that setup leaves out, whatever else is declared.'),
  });

const sharedZfsVolume = () =>
  v.keys({
    pool: v.storageId().describe('Storage that the volume lies in.'),
    size_gb: v
      .whole(1, 1_000_000)
      .describe('Its size in GiB; an existing volume is never resized.'),
  });

const users = () =>
  v.keys({
    username: v.userName().describe('Login of the administrator, on the host and in Proxmox.'),
    password_hash: secret(v.line())
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
      .text(/^\d+(?:\.\d+){1,3}$/, 'a driver version, like "580.76.05"')
      .optional()
      .describe('Driver version, of the host and of the built-in feature nvidia of containers.'),
    runfile_url: v
      .url()
      .optional()
      .describe('Where the driver (.run) is; the host and that feature download it from there.'),
    sha256: v
      .text(/^[0-9a-f]{64}$/i, 'a SHA-256 sum of 64 hexadecimal digits')
      .optional()
      .describe('What the downloaded driver has to hash to. Absent: it is not checked.'),
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
          'lxc_config_file and vm_config_file name the other two files. Absent: ' +
            'beside this one. Other paths are for scripts of the site.',
        ),
      hostname: v
        .dnsName()
        .optional()
        .describe(
          'Name of the host. Absent: left as it is. A host with guests, or one in a cluster, is not ' +
            'renamed, since Proxmox keeps what belongs to it under its name.',
        ),
      proxmox_repository: v
        .choice('auto', 'no-subscription', 'enterprise', 'as-is')
        .optional()
        .describe(
          'Package repository of Proxmox: "auto" takes no-subscription where the host has no ' +
            'subscription and nothing else is switched on; "as-is" leaves all as it is. Absent: auto.',
        ),
      packages: v
        .list(v.text(/^[a-z0-9][a-z0-9+.-]+$/, 'the name of a Debian package'))
        .optional()
        .describe('Packages that the host has besides those that its declared services need.'),
      vfio: vfio()
        .optional()
        .describe('Passing PCI cards to VMs: IOMMU on, vfio modules loaded, cards reserved.'),
      hypervisor_setup: hypervisorSetup()
        .optional()
        .describe('Which steps phoenix setup takes, and scripts of the site among them.'),
      shared_zfs_volumes: v
        .map(sharedZfsVolume(), 'volume')
        .optional()
        .describe('Volumes vm-99999-disk-NAME that belong to no guest, for sharing by hand.'),
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
              'Whether create and converge take a guest that exists back to the state ' +
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
          'Directories of the host in several containers, as mount_points of ' +
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
        .openKeys({
          admin_password: secret(v.line())
            .optional()
            .describe('Password of its administrator. Phoenix does not look at it.'),
        })
        .optional()
        .describe('Login to Portainer, for scripts of the site, which read it from this file.'),
      vm_defaults: vmDefaults()
        .optional()
        .describe('Belongs into the VM file, whose values go before these.'),
      vms: v.list(v.data()).optional().describe('Older list of VMs; not read, and warned about.'),
    })
    .describe(
      'The Proxmox VE host, which `phoenix setup` brings to what is declared here. What is not ' +
        'declared stays as it is.',
    ),
);

export type HypervisorInput = TypeOf<ReturnType<typeof hypervisorFile>>;
