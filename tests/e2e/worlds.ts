import fc from 'fast-check';
import type { TestHost } from './host.ts';

/** The hypervisor that the generated containers live on. */
export const HYPERVISOR = {
  nvidia_driver: { install: true, version: '580.76.05' },
  network: { interfaces: { name: 'vmbr0', address: '10.20.0.2/24', gateway: '10.20.0.1' } },
  zfs: {
    pools: [{ name: 'fast', raid_level: 'single', disks: ['/dev/disk/by-id/nvme-A'] }],
    datasets: [
      {
        name: 'guests',
        pool: 'fast',
        proxmox_storage_type: 'zfspool',
        proxmox_content_type: 'rootdir,images',
      },
      {
        name: 'data',
        pool: 'fast',
        proxmox_storage_type: 'zfspool',
        proxmox_content_type: 'rootdir,images',
      },
      {
        name: 'iso',
        pool: 'fast',
        proxmox_storage_type: 'dir',
        proxmox_content_type: 'iso,vztmpl',
      },
    ],
  },
};

const feature = (name: string) =>
  `#!/bin/bash\npct exec "$1" -- sh -c 'mkdir -p /opt; echo ${name} >>/opt/features'\n`;

/** The site's scripts; what they run on the host is known by its `sh -c`. */
export const SCRIPTS = {
  'bin/lxc_setup/phoenix_hypervisor_feature_install_alpha.sh': feature('alpha'),
  'bin/lxc_setup/phoenix_hypervisor_feature_install_beta.sh': feature('beta'),
  'etc/apparmor/site-profile': 'profile site-profile {}\n',
  'bin/app.sh': '#!/bin/sh\nmkdir -p /opt\necho "app of $1" >>/opt/application\n',
};

const TEMPLATE = '/fast/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst';

/** A container that uses what a host has from its setup on: the archive, the GPUs. */
export const FIRST = {
  951: {
    name: 'first',
    memory_mb: 512,
    cores: 1,
    storage_pool: 'fast-guests',
    storage_size_gb: 8,
    template: TEMPLATE,
    network_config: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp' },
    gpu_assignment: '0,1',
  },
};

/** What one container may declare besides what it needs. */
const details = fc.record(
  {
    swap_mb: fc.constantFrom(0, 256, 512),
    boot_order: fc.nat(3),
    boot_delay: fc.nat(3),
    description: fc.constantFrom('a guest', 'about: 100 % "quoted"'),
    tags: fc.constantFrom(['blue'], ['Red', 'blue']),
    gpu_assignment: fc.constantFrom('none', '0', '0,1'),
    apparmor_profile: fc.constantFrom('unconfined', 'generated', 'site-profile'),
    pct_options: fc.constantFrom(['nesting=1'], ['nesting=1', 'keyctl=1']),
    lxc_options: fc.constantFrom(
      ['lxc.cgroup2.devices.allow=a'],
      ['lxc.mount.entry=/dev/fuse dev/fuse none bind,create=file,optional'],
    ),
    features: fc.uniqueArray(fc.constantFrom('base_setup', 'alpha', 'beta')),
    mac_address: fc.constant(true),
    nameservers: fc.constantFrom('1.1.1.1', '1.1.1.1,9.9.9.9'),
    volumes: fc.constantFrom(['data'], ['data', 'more']),
    firewall: fc.record({
      enabled: fc.boolean(),
      rules: fc.constantFrom(
        [],
        [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '22', comment: 'ssh' }],
      ),
    }),
  },
  { requiredKeys: [] },
);

/** What only containers at the end of a chain of clones may declare. */
const leafDetails = fc.record(
  {
    application_script: fc.constant('app.sh'),
    enable_lifecycle_snapshots: fc.boolean(),
    mount_points: fc.constant([{ host_path: '/srv/shared', container_path: '/shared' }]),
    id_maps: fc.constant([{ type: 'both', container_id: 1000, host_id: 1000, size: 1 }]),
    health_check: fc.constant({ command: 'true', retries: 1, interval: 0 }),
  },
  { requiredKeys: [] },
);

const always = fc.record({
  converted: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  memory_mb: fc.constantFrom(512, 1024, 2048),
  cores: fc.integer({ min: 1, max: 4 }),
  grows: fc.nat(2),
});

/** Which containers there are, and what each is made from. */
interface Shape {
  readonly id: number;
  readonly from?: number;
  readonly template: boolean;
}

const shape = fc.constantFrom<readonly Shape[]>(
  [{ id: 951, template: false }],
  [
    { id: 900, template: true },
    { id: 950, from: 900, template: false },
  ],
  [
    { id: 900, template: true },
    { id: 901, from: 900, template: true },
    { id: 950, from: 901, template: false },
    { id: 951, template: false },
  ],
);

function declareOne({ id, from, template }: Shape) {
  return fc
    .tuple(always, details, leafDetails)
    .map(([{ grows, converted, ...need }, some, leaf]) => {
      const { mac_address, nameservers, volumes = [], ...rest } = some;
      return {
        name: `guest-${id}`,
        ...need,
        storage_pool: 'fast-guests',
        // A clone cannot be smaller than its source.
        storage_size_gb: 8 + (id % 10) * 8 + (id >= 950 ? 16 : 0) + grows * 2,
        ...(from === undefined ? { template: TEMPLATE } : { clone_from_ctid: String(from) }),
        network_config: {
          name: 'eth0',
          bridge: 'vmbr0',
          ip: `10.20.0.${id - 800}/24`,
          gw: '10.20.0.1',
          ...(nameservers === undefined ? {} : { nameservers }),
        },
        ...(mac_address
          ? { mac_address: `52:54:00:00:09:${String(id % 100).padStart(2, '0')}` }
          : {}),
        start_at_boot: !template,
        unprivileged: true,
        ...rest,
        ...(template
          ? converted
            ? { is_template: true }
            : { template_snapshot_name: 'ready' }
          : leaf),
        ...(template
          ? {}
          : {
              volumes: volumes.map((name) => ({
                name,
                pool: 'fast-data',
                size_gb: 2 + grows,
                mount_point: `/${name}`,
              })),
            }),
      };
    });
}

/** Things that happen to a container between two runs. */
const HAPPENINGS = {
  stop: (host: TestHost, id: number) => host.run('pct', 'stop', `${id}`),
  destroy: async (host: TestHost, id: number) => {
    await host.run('pct', 'stop', `${id}`);
    await host.run('pct', 'destroy', `${id}`, '--purge', '1');
  },
  killed: async (host: TestHost, id: number) => {
    await HAPPENINGS.destroy(host, id);
    await host.fault(`^pct (create ${id}|clone [0-9]+ ${id}) `, '--nth', '1', '--kill', 'sshkeys');
    await host.fault(`^pct clone [0-9]+ ${id} `, '--nth', '1', '--kill', 'copying');
    await host.manager('create', `${id}`);
  },
  archive: (host: TestHost) => host.run('rm', '-f', TEMPLATE),
  drift: (host: TestHost, id: number) =>
    host.run('pct', 'set', `${id}`, '--memory', '777', '--onboot', '0', '--nameserver', '8.8.8.8'),
  snapshot: (host: TestHost, id: number) => host.run('pct', 'snapshot', `${id}`, 'mine'),
  lines: async (host: TestHost, id: number) => {
    if (host.conf(id) !== undefined)
      host.addToConf(
        id,
        '#of somebody else\nlxc.cgroup2.cpu.max: 50000\ntimezone: host\nmp9: /srv,mp=/srv',
      );
  },
} as const;

export type Happening = keyof typeof HAPPENINGS;

/** One case: what was declared first (if anything), what happened then, what is declared now. */
export const world = shape.chain((shapes) => {
  const version = fc
    .tuple(...shapes.map(declareOne))
    .map((list) => Object.fromEntries(list.map((one, at) => [`${shapes[at]?.id}`, one])));
  const ids = shapes.map(({ id }) => id);
  const happenings = fc.array(
    fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...(Object.keys(HAPPENINGS) as Happening[]))),
    { maxLength: 4 },
  );
  return fc.record({
    ids: fc.constant(ids),
    before: fc.option(version, { nil: undefined }),
    happenings,
    now: version,
    verb: fc.constantFrom('start', 'stop', 'restart', 'reconfigure', 'delete'),
  });
});

export async function happen(host: TestHost, id: number, what: Happening): Promise<void> {
  await HAPPENINGS[what](host, id);
}
