import { once } from '../once.ts';
import * as ip from './address-values.ts';
import { longest, nameLength } from './limits.ts';
import { former, vllm } from './lxc-former.ts';
import * as parts from './lxc-parts.ts';
import * as shared from './shared.ts';
import type { TypeOf } from './spec.ts';
import * as v from './values.ts';

export const lxcGuest = () =>
  v
    .keys({
      name: v.dnsName().describe('Host name (hostname); guests are also selected by it.'),
      description: v
        .lines()
        .optional()
        .describe(
          'Notes of the container (description). Absent: left as they are; "" takes them away.',
        ),
      tags: v
        .tags()
        .optional()
        .describe(
          'Tags: a list, or one text with commas between; in lower case (tags). Absent: left as ' +
            'they are; [] takes them away.',
        ),
      template: v
        .text(
          /^(?:(?!.*\/\.{1,2}(?:\/|$))\/[^\p{Cc}]+|[a-zA-Z][\w.-]*:vztmpl\/[^\p{Cc}/]+)$/u,
          'an absolute path, or a volume like "local:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst"',
          nameLength,
        )
        .optional()
        .describe(
          'Template archive that the container is made from. An archive that is in no storage ' +
            'is fetched by pveam download, after pveam update where its index does not list ' +
            'it. A container that exists needs neither it nor clone_from_ctid; one that is to ' +
            'be made needs one of the two.',
        ),
      clone_from_ctid: v
        .guestId()
        .optional()
        .describe(
          'Container that this one is cloned from, in full and with what was installed in it; ' +
            'made first when missing. Goes before template.',
        ),
      dependencies: v
        .list(v.guestId())
        .optional()
        .describe(
          'Ids of guests that must run and be healthy before this one; made and started first, ' +
            'stopped after it. The source of a clone need not be named.',
        ),
      memory_mb: v.whole(16).describe('Memory in MiB (memory).'),
      swap_mb: v
        .whole(0)
        .optional()
        .describe('Swap in MiB (swap). Absent: left as it is; 512 for a new container.'),
      cores: v
        .whole(1, 8192)
        .optional()
        .describe(
          'Processor cores (cores). Absent: left as they are; a new container has all of the host.',
        ),
      storage_pool: v
        .storageId()
        .describe('Storage of the root disk. An existing disk is never moved; a note tells.'),
      storage_size_gb: v
        .whole(1, 1_000_000)
        .describe('Size of the root disk in GiB. A larger value grows it; it is never shrunk.'),
      network_config: parts.network(),
      mac_address: ip
        .macAddress()
        .optional()
        .describe(
          'Hardware address of the network card (net0 hwaddr=). Absent: Proxmox makes one up, which stays.',
        ),
      unprivileged: v
        .yesNo()
        .optional()
        .describe(
          'Whether root in the container is a user without rights on the host. Absent: true, and ' +
            'for a clone what its source is. Cannot be changed later.',
        ),
      start_at_boot: v
        .yesNo()
        .optional()
        .describe('Whether it starts with the host (onboot); false unless told.'),
      boot_order: v
        .whole(0, 1_000_000)
        .optional()
        .describe(
          'Place in the order in which the host starts guests (startup order=), and Phoenix ' +
            'those that do not need each other. Lower is earlier; those without one come last. ' +
            'Absent: what Proxmox has of it is left as it is.',
        ),
      boot_delay: v
        .whole(0, 86_400)
        .optional()
        .describe(
          'Seconds that the host waits after its start, and after its shutdown (startup up=, ' +
            'down=); it does not wait unless told. Only beside boot_order.',
        ),
      gpu_assignment: parts.gpus().optional(),
      features: shared.features().optional(),
      application_script: v
        .scriptPath()
        .optional()
        .describe(
          'File below bin of the base directory, run inside the container as root, with the ' +
            'id as its argument, after the features. Runs once; again when it or one of its ' +
            'files changes.',
        ),
      application_files: v
        .list(parts.applicationFile())
        .optional()
        .describe('Files pushed into the container for the application script.'),
      health_check: shared.healthCheck().optional(),
      health_checks: shared.healthScripts().optional(),
      tests: shared.tests().optional(),
      run_integration_tests: v
        .yesNo()
        .optional()
        .describe(
          'Whether the suite integration_tests of tests runs whenever the application script has ' +
            'run; false unless told. All suites run with phoenix test.',
        ),
      integration_tests: v
        .map(v.scriptPath(), 'test')
        .optional()
        .describe(
          'Older form: name to file below bin/tests. The first is taken as the suite ' +
            'integration_tests where tests has none.',
        ),
      lxc_options: v
        .lineList(
          v.text(
            /^lxc\.[a-z0-9._-]+\s*[=:][^\p{Cc}]*$/u,
            'a line "lxc.KEY=VALUE" with a key of lower case letters, digits and "._-"',
            longest,
          ),
        )
        .optional()
        .describe(
          'Raw lines of the conf file, which Proxmox hands on to LXC. Added where missing; ' +
            'other lines stay, but those of lxc.cap.keep, lxc.cap.drop and lxc.idmap are ' +
            'replaced. Taken up at the next start.',
        ),
      pct_options: v
        .lineList(v.text(/^[a-z_]+=[\w; ]+$/, 'a feature with its value, like "nesting=1"'))
        .optional()
        .describe(
          'Rights of the container, each NAME=VALUE (features): nesting, keyctl, fuse, mknod, ' +
            'mount, force_rw_sys. Others that it has stay. Taken up at the next start.',
        ),
      apparmor_profile: v
        .text(/^[\w][\w.-]*$/, '"unconfined", "generated" or the name of a profile', nameLength)
        .optional()
        .describe(
          'AppArmor profile, as the line lxc.apparmor.profile. "unconfined" takes all ' +
            'confinement away. Of any other name the file etc/apparmor/NAME is put to ' +
            '/etc/apparmor.d and loaded. Absent: left as it is.',
        ),
      apparmor_manages_nesting: v
        .yesNo()
        .optional()
        .describe(
          "Beside a profile of the site: lxc.apparmor.allow_nesting and LXC's nesting.conf " +
            'are added; false unless told.',
        ),
      zfs_volumes: v
        .list(parts.volume())
        .optional()
        .describe('The same as volumes, in front of them.'),
      volumes: v
        .list(parts.volume())
        .optional()
        .describe(
          'Volumes beside the root disk (mpN: POOL:SIZE,mp=PATH). Allocated once; one that is ' +
            'not declared any more stays, and a note tells.',
        ),
      mount_points: v
        .list(parts.bindMount())
        .optional()
        .describe(
          'Directories or files of the host in the container (mpN: HOST,mp=PATH). Proxmox ' +
            'takes no snapshot of a container that has one, nor clones it.',
        ),
      id_maps: v
        .list(parts.idMap())
        .optional()
        .describe(
          'Ids of the host that an unprivileged container may use as they are (lxc.idmap, ' +
            '/etc/subuid, /etc/subgid). All others stay where Proxmox has them, from 100000 on.',
        ),
      firewall: shared.firewall().optional(),
      template_snapshot_name: v
        .snapshotName()
        .optional()
        .describe(
          'Snapshot taken when the container is finished, for clones to start from. Without ' +
            'start_at_boot the container is a template by it: it ends stopped, is not started ' +
            'with others, and its features run only until the snapshot is taken. No effect ' +
            'beside is_template, since Proxmox converts no container that has snapshots.',
        ),
      enable_lifecycle_snapshots: v
        .yesNo()
        .optional()
        .describe(
          'Whether the snapshots pre-configured (before the application script; what ' +
            'reconfigure goes back to) and final-form (at the end) are taken. Absent: where ' +
            'there is an application_script. No effect beside is_template.',
        ),
      is_template: v
        .yesNo()
        .optional()
        .describe(
          'Whether it is converted to a Proxmox template when finished (pct template): it can ' +
            'then never be started, only cloned; false unless told. Clones start from the ' +
            'template itself, and there are no snapshots.',
        ),
      portainer_role: v
        .choice('server', 'agent', 'infrastructure', 'none')
        .optional()
        .describe('Part that it has for Portainer; none unless told. No effect yet.'),
      ports: v.list(v.line()).optional().describe('Published ports, HOST:GUEST; for people only.'),
      bootstrap_ca_url: v
        .url()
        .optional()
        .describe("Given to the site's feature scripts as their second argument."),
      timeouts: shared.timeouts().optional(),
      traefik_service: shared.traefikService().optional(),
      trigger_sync_on_completion: v
        .yesNo()
        .optional()
        .describe('Whether Portainer is to be synchronised after its start. No effect yet.'),
      ...vllm(),
      ...former(),
    })
    .describe('One container.');

/** The container file. */
export const lxcFile = once(() =>
  v
    .keys({
      $schema: v.anything().optional().describe('JSON Schema for editors.'),
      nvidia_driver_version: v
        .filledLine()
        .optional()
        .describe(
          'Driver version that the built-in feature nvidia installs; it has to be that of the ' +
            'host. Absent: nvidia_driver.version of the hypervisor file.',
        ),
      nvidia_repo_url: v
        .url()
        .optional()
        .describe('Package repository of CUDA, for scripts of the site. Nothing acts upon it.'),
      nvidia_runfile_url: v
        .url()
        .optional()
        .describe(
          'Where that feature downloads the driver (.run). Absent: nvidia_driver.runfile_url ' +
            'of the hypervisor file.',
        ),
      lxc_configs: v
        .map(lxcGuest(), 'id', '^[1-9][0-9]{2,8}$')
        .describe('Containers by id, a text of digits from "100" on.'),
    })
    .describe(
      'Containers that Phoenix makes and keeps as declared. A key has an effect unless its ' +
        'meaning says otherwise.',
    ),
);

export type LxcInput = TypeOf<ReturnType<typeof lxcGuest>>;
