import type { LxcGuest } from '@phoenix/shared-config';
import { CONTAINERS, doorOf, type Observed, plannersOf } from '@phoenix/shared-runtime/guests';
import { ABSENT, aDeclaration, someFacts } from '@phoenix/shared-runtime/testing';
import type { PlanInput } from './types.ts';
import { containerWays } from './ways.ts';

/** The planners of containers. */
export const {
  planCreate,
  planDelete,
  planDelsnapshot,
  planReconfigure,
  planRestart,
  planRollback,
  planSnapshot,
  planStart,
  planStop,
  statusOf,
} = plannersOf(containerWays);

/** Storages of the fixture host: two ZFS pools, a directory for templates, a plain directory. */
const STORAGE_CFG = `zfspool: guests
\tpool tank/guests
\tcontent rootdir,images

zfspool: data
\tpool tank/data
\tcontent rootdir,images

dir: local
\tpath /var/lib/vz
\tcontent vztmpl,iso

dir: plain
\tpath /srv/plain
\tcontent rootdir
`;

export const TEMPLATE = '/var/lib/vz/template/cache/debian-13.tar.zst';

/** A container with as little as a container can have. */
export function aGuest(id: number, overrides: Partial<LxcGuest> = {}): LxcGuest {
  return {
    id,
    name: `guest-${id}`,
    memory_mb: 512,
    cores: 1,
    storage_pool: 'guests',
    storage_size_gb: 8,
    template: TEMPLATE,
    dependencies: [],
    network_config: { name: 'eth0', bridge: 'vmbr0', ip: `10.0.0.${id % 250}/24`, gw: '10.0.0.1' },
    unprivileged: true,
    start_at_boot: true,
    gpu_assignment: [],
    features: [],
    application_files: [],
    health_checks: [],
    tests: {},
    run_integration_tests: false,
    integration_tests: {},
    lxc_options: [],
    pct_options: [],
    pct_features: {},
    apparmor_manages_nesting: false,
    zfs_volumes: [],
    volumes: [],
    mount_points: [],
    shared_mounts: [],
    id_maps: [],
    is_template: false,
    portainer_role: 'none',
    ports: [],
    timeouts: {},
    ...overrides,
  };
}

/** A clone: no template of its own. */
export function aClone(id: number, from: number, overrides: Partial<LxcGuest> = {}): LxcGuest {
  const { template: _template, ...guest } = aGuest(id, overrides);
  return { ...guest, clone_from_ctid: from };
}

/** The conf file that Proxmox has after `aGuest` was created as declared. */
export function confOf(guest: LxcGuest, extra = '', snapshots = ''): string {
  const ip = guest.network_config.ip;
  return `arch: amd64
cores: ${guest.cores}
hostname: ${guest.name}
memory: ${guest.memory_mb}
net0: name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=${ip},type=veth
onboot: 1
ostype: debian
rootfs: guests:subvol-${guest.id}-disk-0,size=${guest.storage_size_gb}G
swap: 512
unprivileged: 1
${extra}${snapshots}`;
}

interface Setting {
  guests: readonly LxcGuest[];
  observed?: Readonly<Record<number, Observed>>;
  scripts?: readonly string[];
  paths?: readonly string[];
  texts?: Readonly<Record<string, string>>;
  planned?: readonly number[];
}

/** Everything that a planner reads, for the first of the guests. */
export function anInput(setting: Setting): PlanInput {
  const [guest] = setting.guests;
  if (!guest) throw new Error('a planner needs a guest');
  const lxc = new Map(setting.guests.map((one) => [one.id, one]));
  const paths = ['/sys/class/net/vmbr0', TEMPLATE, ...(setting.paths ?? [])];
  return {
    kind: CONTAINERS,
    door: doorOf('pct'),
    declared: aDeclaration({ lxc }),
    guests: lxc,
    world: {
      facts: someFacts({ ...setting, storages: STORAGE_CFG, paths }),
      guests: new Map([...lxc.keys()].map((id) => [id, setting.observed?.[id] ?? ABSENT])),
    },
    guest,
    earlier: new Map([...(setting.planned ?? lxc.keys())].map((id) => [id, 'made'])),
  };
}
