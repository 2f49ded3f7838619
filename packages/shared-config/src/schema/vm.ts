import { once } from '../once.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';

const resources = () => ({
  cores: v.whole(1, 8192).optional(),
  memory_mb: v.whole(16).optional().describe('Memory in MiB.'),
  disk_size_gb: v.whole(1, 1_000_000).optional().describe('Size of the first disk in GiB.'),
  storage_pool: v.storageId().optional(),
  network_bridge: v.interfaceName().optional(),
});

/** What every VM has unless it says otherwise; also found in the hypervisor file of earlier times. */
export const vmDefaults = () =>
  v
    .keys({
      ...resources(),
      template: v.line().optional(),
      ubuntu_release: v.filledLine().optional(),
    })
    .describe('What a VM has unless it says otherwise.');

const network = () =>
  v.keys({
    ip: v.ipOrDhcp().describe('IPv4 address with prefix length, or dhcp.'),
    gw: v.ipv4().optional(),
    nameservers: v.addresses().optional(),
    nameserver: v.addresses().optional(),
  });

const volume = () =>
  v.keys({
    name: v.filledLine(),
    type: v.filledLine().describe('Only nfs is acted upon.'),
    server: v.server(),
    path: v.hostPath(),
    mount_point: v.hostPath(),
  });

/** A stack by name, or the older object of name and environment. */
const stack = () =>
  v.either(
    [v.filledLine(), v.openKeys({ name: v.filledLine(), environment: v.line().optional() })],
    'the name of a stack, or an object of name and environment',
  );

/** Keys of earlier times or of other programs. */
const former = () => ({
  portainer_role: v.choice('primary', 'agent', 'none').optional(),
  portainer_agent_hostname: v.line().optional(),
  portainer_environment_name: v.line().optional(),
  portainer_admin_user: v.line().optional(),
  portainer_admin_password: v.line().optional(),
  portainer_config: v.data().optional(),
  docker_compose_files: v.list(v.data()).optional(),
  docker_stacks: v.list(stack()).optional(),
  dns_records: v.list(v.keys({ hostname: v.filledLine(), ip: v.address() })).optional(),
  mount_points: v.list(v.data()).optional(),
  qm_options: v.list(v.line()).optional(),
  post_create_scripts: v.list(v.line()).optional(),
  traefik_service: shared.traefikService().optional(),
  trigger_sync_on_completion: v.yesNo().optional(),
});

export const vmGuest = () =>
  v
    .keys({
      vmid: v.guestId(),
      name: v.dnsName().describe('Host name.'),
      description: v.line().optional(),
      tags: v.tags().optional(),
      ...resources(),
      is_template: v.yesNo().optional(),
      template_image: v.scriptPath().optional().describe('File name of the cloud image.'),
      clone_from_vmid: v.guestId().optional().describe('VM that this one is cloned from.'),
      dependencies: v
        .list(v.guestId())
        .optional()
        .describe('Guests that must be healthy before this one.'),
      features: shared.features().optional(),
      network_config: network().optional(),
      mac_address: v.macAddress().optional(),
      user_config: v
        .keys({
          username: v.text(
            /^[a-z_][a-z0-9_-]{0,31}$/,
            'a user name of lower case letters, digits, "_" and "-"',
          ),
          gw: v.anything().optional(),
        })
        .optional(),
      start_at_boot: v.yesNo().optional(),
      boot_order: v.whole(0, 1_000_000).optional(),
      boot_delay: v.whole(0, 86_400).optional().describe('Seconds to wait after its start.'),
      volumes: v.list(volume()).optional(),
      firewall: shared.firewall().optional(),
      template_snapshot_name: v.snapshotName().optional(),
      snapshots: v
        .keys({
          pre_features: v.snapshotName().optional(),
          post_features: v.snapshotName().optional(),
          'pre-features': v.snapshotName().optional(),
          'post-features': v.snapshotName().optional(),
        })
        .optional(),
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
      $schema: v.anything().optional(),
      vm_defaults: vmDefaults().optional(),
      vms: v.list(vmGuest()),
    })
    .describe('VMs that Phoenix declares.'),
);

export type VmInput = TypeOf<ReturnType<typeof vmGuest>>;
