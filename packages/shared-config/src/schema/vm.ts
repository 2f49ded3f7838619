import { once } from '../once.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';

const resources = () => ({
  cores: v.whole(1, 8192).optional().describe('Processor cores.'),
  memory_mb: v.whole(16).optional().describe('Memory in MiB.'),
  disk_size_gb: v.whole(1, 1_000_000).optional().describe('Size of the first disk in GiB.'),
  storage_pool: v.storageId().optional().describe('Storage of the first disk.'),
  network_bridge: v.interfaceName().optional().describe('Bridge of the network card.'),
});

/** What every VM has unless it says otherwise; also found in the hypervisor file of earlier times. */
export const vmDefaults = () =>
  v
    .keys({
      ...resources(),
      template: v.line().optional().describe('For people only.'),
      ubuntu_release: v
        .filledLine()
        .optional()
        .describe('Release of Ubuntu whose cloud image is fetched, like "noble".'),
    })
    .describe('What a VM has unless it says otherwise.');

const network = () =>
  v.keys({
    ip: v.ipOrDhcp().describe('IPv4 address with prefix length, or dhcp.'),
    gw: v.ipv4().optional().describe('IPv4 gateway.'),
    nameservers: v
      .addresses()
      .optional()
      .describe('Name servers: one, several with commas between, or a list.'),
    nameserver: v.addresses().optional().describe('The same; both are put together.'),
  });

const volume = () =>
  v.keys({
    name: v.filledLine().describe('A label for people.'),
    type: v.filledLine().describe('Only nfs is acted upon.'),
    server: v.server().describe('Host that offers the directory.'),
    path: v.hostPath().describe('Directory on that host.'),
    mount_point: v.hostPath().describe('Path inside the VM.'),
  });

/** A stack by name, or the older object of name and environment. */
const stack = () =>
  v.either(
    [v.filledLine(), v.openKeys({ name: v.filledLine(), environment: v.line().optional() })],
    'the name of a stack, or an object of name and environment',
  );

/** Keys of earlier times or of other programs. */
const former = () => ({
  portainer_role: v
    .choice('primary', 'agent', 'none')
    .optional()
    .describe('Part that it has for Portainer; none unless told.'),
  portainer_agent_hostname: v.line().optional().describe('Host name of its Portainer agent.'),
  portainer_environment_name: v.line().optional().describe('Name of the VM in Portainer.'),
  portainer_admin_user: v
    .line()
    .optional()
    .describe('Former place of the login to Portainer; not read.'),
  portainer_admin_password: v
    .line()
    .optional()
    .describe('Former place of that password; not read, and warned about.'),
  portainer_config: v.data().optional().describe('Former settings of Portainer; not read.'),
  docker_compose_files: v
    .list(v.data())
    .optional()
    .describe('Former list of compose files; not read.'),
  docker_stacks: v.list(stack()).optional().describe('Stacks that Portainer runs on it.'),
  dns_records: v
    .list(
      v.keys({
        hostname: v.filledLine().describe('Host name.'),
        ip: v.address().describe('Its address.'),
      }),
    )
    .optional()
    .describe('Names for the name server.'),
  mount_points: v.list(v.data()).optional().describe('Not read; a VM has volumes.'),
  qm_options: v.list(v.line()).optional().describe('Further options of qm set, of older files.'),
  post_create_scripts: v
    .list(v.line())
    .optional()
    .describe('Scripts on the host after its creation, of older files.'),
  traefik_service: shared.traefikService().optional(),
  trigger_sync_on_completion: v
    .yesNo()
    .optional()
    .describe('Whether Portainer is to be synchronised after its start.'),
});

export const vmGuest = () =>
  v
    .keys({
      vmid: v.guestId().describe('Id; containers and VMs share one row of ids.'),
      name: v.dnsName().describe('Name; guests are also selected by it.'),
      description: v.line().optional().describe('Notes of the VM.'),
      tags: v.tags().optional().describe('Tags: a list, or one text with commas between.'),
      ...resources(),
      is_template: v
        .yesNo()
        .optional()
        .describe('Whether it is converted to a Proxmox template; false unless told.'),
      template_image: v
        .scriptPath()
        .optional()
        .describe('File name of a cloud image. One of it and clone_from_vmid is required.'),
      clone_from_vmid: v.guestId().optional().describe('VM that this one is cloned from.'),
      dependencies: v
        .list(v.guestId())
        .optional()
        .describe('Guests that must be healthy before this one.'),
      features: shared.features().optional(),
      network_config: network()
        .optional()
        .describe('Addresses of the network card, given by cloud-init.'),
      mac_address: v.macAddress().optional().describe('Hardware address of the network card.'),
      user_config: v
        .keys({
          username: v
            .text(
              /^[a-z_][a-z0-9_-]{0,31}$/,
              'a user name of lower case letters, digits, "_" and "-"',
            )
            .describe('Login name.'),
          gw: v.anything().optional().describe('Not read here; belongs into network_config.'),
        })
        .optional()
        .describe('User that cloud-init makes.'),
      start_at_boot: v
        .yesNo()
        .optional()
        .describe('Whether it starts with the host; false unless told.'),
      boot_order: v
        .whole(0, 1_000_000)
        .optional()
        .describe('Place in the order in which the host starts guests.'),
      boot_delay: v.whole(0, 86_400).optional().describe('Seconds to wait after its start.'),
      volumes: v.list(volume()).optional().describe('Directories that the VM mounts by NFS.'),
      firewall: shared.firewall().optional(),
      template_snapshot_name: v
        .snapshotName()
        .optional()
        .describe('Snapshot that clones start from.'),
      snapshots: v
        .keys({
          pre_features: v.snapshotName().optional().describe('Snapshot before the features.'),
          post_features: v.snapshotName().optional().describe('Snapshot after the features.'),
          'pre-features': v.snapshotName().optional().describe('The same as pre_features.'),
          'post-features': v.snapshotName().optional().describe('The same as post_features.'),
        })
        .optional()
        .describe('Names of snapshots that are taken on the way.'),
      health_check: shared.healthCheck().optional(),
      tests: shared.tests().optional(),
      timeouts: shared.timeouts().optional(),
      ...former(),
    })
    .describe('One VM.');

/** The VM file. */
export const vmFile = once(() =>
  v
    .keys({
      $schema: v.anything().optional().describe('JSON Schema for editors.'),
      vm_defaults: vmDefaults().optional(),
      vms: v.list(vmGuest()).describe('VMs, each with its id.'),
    })
    .describe(
      'VMs that Phoenix declares. All keys are read and checked, and VMs count in the order ' +
        'of guests; nothing makes or changes a VM by them yet.',
    ),
);

export type VmInput = TypeOf<ReturnType<typeof vmGuest>>;
