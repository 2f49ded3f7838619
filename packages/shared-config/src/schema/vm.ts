import { once } from '../once.ts';
import * as ip from './address-values.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';
import * as cloud from './vm-cloud-init.ts';
import { former } from './vm-former.ts';
import * as w from './vm-values.ts';

/** `absent` completes the meaning of what every VM needs. */
const resources = (absent: string) => ({
  cores: v.whole(1, 8192).optional().describe(`Processor cores (cores). ${absent}`),
  memory_mb: v.whole(16).optional().describe(`Memory in MiB (memory). ${absent}`),
  disk_size_gb: v
    .whole(1, 1_000_000)
    .optional()
    .describe(
      `Size of the first disk (scsi0) in GiB. A larger number grows it; none shrinks. ${absent}`,
    ),
  storage_pool: v.storageId().optional().describe('Storage of the first disk.'),
  network_bridge: ip.interfaceName().optional().describe('Bridge of the network card (net0).'),
  cpu_type: w
    .cpuType()
    .optional()
    .describe(
      'Kind of processor that the guest sees (cpu), like "host". Absent: left as it is; a new VM ' +
        'has the one of Proxmox, or of its source.',
    ),
});

/** What every VM has unless it says otherwise; also found in the hypervisor file of earlier times. */
export const vmDefaults = () =>
  v
    .keys({
      ...resources('Absent: each VM tells it.'),
      template: v.line().optional().describe('For people only.'),
      ubuntu_release: v
        .text(/^[a-z0-9][a-z0-9.-]*$/, 'a release of Ubuntu, like "noble"')
        .optional()
        .describe('A further release of Ubuntu whose cloud images may be called by name.'),
    })
    .describe('What a VM has unless it says otherwise.');

const volume = () =>
  v.keys({
    name: v.label().describe('A label for people.'),
    type: v.filledLine().describe('Only nfs is acted upon.'),
    server: ip.server().describe('Host that offers the directory.'),
    path: w.mountPath().describe('Directory on that host.'),
    mount_point: w.mountPath().describe('Path inside the VM.'),
  });

const snapshots = () => {
  const before = v.snapshotName().optional();
  return v
    .keys({
      pre_features: before.describe('Snapshot before the volumes and features.'),
      post_features: before.describe('Snapshot after the features.'),
      'pre-features': before.describe('The same as pre_features.'),
      'post-features': before.describe('The same as post_features.'),
    })
    .describe('Names of snapshots that are taken on the way. No effect beside is_template.');
};

export const vmGuest = () =>
  v
    .keys({
      vmid: v.guestId().describe('Id; containers and VMs share one row of ids.'),
      name: v.dnsName().describe('Name and host name; guests are also selected by it.'),
      description: v
        .lines()
        .optional()
        .describe('Notes of the VM (description). Absent: left as they are; "" takes them away.'),
      tags: v
        .tags()
        .optional()
        .describe(
          'Tags: a list, or one text with commas between (tags). Absent: left as they are; [] ' +
            'takes them away.',
        ),
      ...resources('Absent: what vm_defaults has; one of the two has to tell.'),
      is_template: v
        .yesNo()
        .optional()
        .describe(
          'Whether it is converted to a Proxmox template when finished (qm template): it can then ' +
            'never be started, only cloned; false unless told. It has no snapshots.',
        ),
      ...cloud.image(),
      clone_from_vmid: v
        .guestId()
        .optional()
        .describe(
          'VM that this one is cloned from; made first when missing. Looked at only when the VM ' +
            'is made.',
        ),
      linked_clone: v
        .yesNo()
        .optional()
        .describe(
          'Whether the clone shares the disk of its source, which must be a template and then ' +
            'cannot be destroyed before it; false unless told: a copy of its own.',
        ),
      agent: v
        .yesNo()
        .optional()
        .describe(
          'Whether the QEMU guest agent is installed, switched on and waited for; true unless ' +
            'told. Nothing is run inside a VM without it.',
        ),
      dependencies: v
        .list(v.guestId())
        .optional()
        .describe('Guests that must be healthy before this one.'),
      features: shared.features('vm').optional(),
      network_config: cloud.network().optional(),
      mac_address: ip
        .macAddress()
        .optional()
        .describe(
          'Hardware address of the network card (net0). Absent: Proxmox makes one up, which stays.',
        ),
      user_config: cloud.user().optional(),
      packages: cloud.packages().optional(),
      start_at_boot: v
        .yesNo()
        .optional()
        .describe('Whether it starts with the host (onboot); false unless told.'),
      boot_order: v
        .whole(0, 1_000_000)
        .optional()
        .describe(
          'Place in the order in which guests start (startup order). Absent: left as it is.',
        ),
      boot_delay: v
        .whole(0, 86_400)
        .optional()
        .describe(
          'Seconds to wait after its start (startup up). Only beside boot_order. Absent: left as ' +
            'it is.',
        ),
      force_stop: v
        .yesNo()
        .optional()
        .describe(
          'Whether a VM that has not shut down within timeouts.stop is switched off; false ' +
            'unless told.',
        ),
      volumes: v
        .list(volume())
        .optional()
        .describe('Directories that the VM mounts by NFS, each with a line of its /etc/fstab.'),
      firewall: shared.firewall().optional(),
      template_snapshot_name: v
        .snapshotName()
        .optional()
        .describe('Snapshot taken when the VM is finished. No effect beside is_template.'),
      snapshots: snapshots().optional(),
      health_check: shared.healthCheck().optional(),
      tests: shared.tests().optional(),
      timeouts: shared.timeouts('vm').optional(),
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
    .describe('VMs that Phoenix declares.'),
);

export type VmInput = TypeOf<ReturnType<typeof vmGuest>>;
