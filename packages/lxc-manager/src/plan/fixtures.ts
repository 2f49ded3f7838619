import type { Declared, LxcGuest } from '@phoenix/shared-config';
import { type GuestPlan, operationTarget } from '@phoenix/shared-runtime';
import { parseConf, parseStorages } from '@phoenix/shared-runtime/pve';
import type { HostFacts, Observed, World } from '../observe/observed.ts';
import type { PlanInput } from './types.ts';

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

export const BASE = '/usr/local/phoenix_hypervisor';
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

export function running(conf: string, rest: Partial<Observed> = {}): Observed {
  return { conf: parseConf(conf), isVm: false, running: true, memory: new Map(), ...rest };
}

export function stopped(conf: string, rest: Partial<Observed> = {}): Observed {
  return { ...running(conf, rest), running: false };
}

export const ABSENT: Observed = { isVm: false, running: false };

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
  const info = { kind: 'file', uid: 0, gid: 0, mode: 0o644, size: 1 } as const;
  const facts: HostFacts = {
    storages: parseStorages(STORAGE_CFG),
    paths: new Map(
      ['/sys/class/net/vmbr0', TEMPLATE, ...(setting.paths ?? [])].map((path) => [path, info]),
    ),
    scripts: new Map(
      (setting.scripts ?? []).map((path) => [
        path,
        { path, hash: 'a'.repeat(64), command: [path] },
      ]),
    ),
    texts: new Map(Object.entries(setting.texts ?? {})),
  };
  const world: World = {
    facts,
    guests: new Map(setting.guests.map(({ id }) => [id, setting.observed?.[id] ?? ABSENT])),
  };
  return {
    declared: aDeclaration(setting.guests),
    world,
    guest,
    planned: new Set(setting.planned ?? setting.guests.map(({ id }) => id)),
  };
}

function aDeclaration(guests: readonly LxcGuest[]): Declared {
  return {
    baseDir: BASE,
    files: {
      hypervisor: `${BASE}/etc/phoenix_hypervisor_config.json`,
      lxc: `${BASE}/etc/phoenix_lxc_configs.json`,
      vm: `${BASE}/etc/phoenix_vm_configs.json`,
    },
    hypervisor: {} as Declared['hypervisor'],
    lxc: new Map(guests.map((guest) => [guest.id, guest])),
    lxcRoot: {},
    vms: new Map(),
    vmDefaults: {} as Declared['vmDefaults'],
    diagnostics: [],
    where: () => undefined,
    whereGuest: () => undefined,
  };
}

/** A plan as text: one operation per line, then notes and problems. */
export function planLines(plan: GuestPlan): string[] {
  return [
    plan.action,
    ...plan.operations.map((operation) => {
      const guard = operation.guard ? ` [${operation.guard.predicted}]` : '';
      return `${operation.id}${guard}: ${operationTarget(operation)}`;
    }),
    ...plan.notes.map((note) => `! ${note}`),
    ...plan.problems.map(({ message }) => `x ${message}`),
  ];
}
