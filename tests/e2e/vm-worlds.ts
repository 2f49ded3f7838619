import fc from 'fast-check';
import type { TestHost } from './host.ts';
import { HYPERVISOR } from './worlds.ts';

/** The hypervisor that the generated VMs live on, where every change has a way back. */
export const VM_HYPERVISOR = { ...HYPERVISOR, behavior: { rollback_on_failure: true } };

const feature = (name: string) =>
  `#!/bin/sh\nmkdir -p /opt\necho "${name} of $1" >>/opt/features\n`;

/** The site's scripts, which run in the VMs. */
export const VM_SCRIPTS = {
  'bin/vm_features/feature_install_alpha.sh': feature('alpha'),
  'bin/vm_features/feature_install_beta.sh': feature('beta'),
};

const DEFAULTS = {
  cores: 1,
  memory_mb: 1024,
  disk_size_gb: 8,
  storage_pool: 'fast-guests',
  network_bridge: 'vmbr0',
};

const IMAGE = 'noble-server-cloudimg-amd64.img';

/** A VM that uses what a host has from its setup on: the image. */
export const FIRST_VMS = {
  vm_defaults: DEFAULTS,
  vms: [{ vmid: 8002, name: 'first', template_image: IMAGE, network_config: { ip: 'dhcp' } }],
};

/** What one VM may declare besides what it needs. */
const details = fc.record(
  {
    cores: fc.integer({ min: 1, max: 4 }),
    memory_mb: fc.constantFrom(1024, 2048),
    cpu_type: fc.constantFrom('host', 'x86-64-v2-AES'),
    boot_order: fc.nat(3),
    boot_delay: fc.nat(3),
    description: fc.constantFrom('a VM', 'about: 100 % "quoted"'),
    tags: fc.constantFrom(['blue'], ['Red', 'blue']),
    features: fc.uniqueArray(fc.constantFrom('base_setup', 'alpha', 'beta')),
    packages: fc.constantFrom(['htop'], ['htop', 'nano']),
    user_config: fc.constantFrom({ username: 'ann' }, { username: 'bob', ssh_keys: [] }),
    mac: fc.constant(true),
    nameservers: fc.constantFrom('1.1.1.1', '1.1.1.1,9.9.9.9'),
    searchdomain: fc.constant('lab.test'),
    firewall: fc.record({
      enabled: fc.boolean(),
      rules: fc.constantFrom([], [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '22' }]),
    }),
  },
  { requiredKeys: [] },
);

/** What only VMs that are no templates may declare. */
const leafDetails = fc.record(
  {
    snapshots: fc.constantFrom(
      { pre_features: 'bare' },
      { pre_features: 'a1', post_features: 'b1' },
    ),
    template_snapshot_name: fc.constant('initial'),
    health_check: fc.constant({ command: 'true', retries: 1, interval: 0 }),
    start_at_boot: fc.boolean(),
    force_stop: fc.boolean(),
    linked: fc.boolean(),
  },
  { requiredKeys: [] },
);

interface Shape {
  readonly id: number;
  readonly from?: number;
}

const shape = fc.constantFrom<readonly Shape[]>(
  [{ id: 8002 }],
  [{ id: 8000 }, { id: 8001, from: 8000 }],
  [{ id: 8000 }, { id: 8001, from: 8000 }, { id: 8002 }],
);

function declareOne({ id, from }: Shape) {
  return fc.tuple(details, leafDetails, fc.nat(2)).map(([some, leaf, grows]) => {
    const { mac, nameservers, searchdomain, ...rest } = some;
    const { linked, ...more } = leaf;
    const template = id === 8000;
    return {
      vmid: id,
      name: `vm-${id}`,
      disk_size_gb: (from === undefined ? 8 : 16) + grows * 2,
      ...(from === undefined ? { template_image: IMAGE } : { clone_from_vmid: from }),
      network_config: {
        ip: `10.20.0.${id - 7900}/24`,
        gw: '10.20.0.1',
        ...(nameservers === undefined ? {} : { nameservers: nameservers.split(',') }),
        ...(searchdomain === undefined ? {} : { searchdomain }),
      },
      ...(mac ? { mac_address: `52:54:00:00:80:${String(id % 100).padStart(2, '0')}` } : {}),
      ...rest,
      ...(template ? { is_template: true } : more),
      ...(from !== undefined && linked ? { linked_clone: true } : {}),
    };
  });
}

const declaration = (shapes: readonly Shape[]) =>
  fc.tuple(...shapes.map(declareOne)).map((vms) => ({ vm_defaults: DEFAULTS, vms }));

/** Things that happen to a VM between two runs. */
const HAPPENINGS = {
  stop: (host: TestHost, id: number) => host.run('qm', 'stop', `${id}`),
  destroy: async (host: TestHost, id: number) => {
    await host.run('qm', 'stop', `${id}`);
    await host.run('qm', 'destroy', `${id}`, '--purge', '1');
  },
  killed: async (host: TestHost, id: number) => {
    await HAPPENINGS.destroy(host, id);
    await host.fault(`^qm (create ${id}|clone [0-9]+ ${id}) `, '--nth', '1', '--kill', 'copying');
    await host.manager('create', `${id}`);
  },
  drift: (host: TestHost, id: number) =>
    host.run('qm', 'set', `${id}`, '--memory', '777', '--onboot', '1', '--nameserver', '8.8.8.8'),
  snapshot: (host: TestHost, id: number) => host.run('qm', 'snapshot', `${id}`, 'mine'),
  lines: async (host: TestHost, id: number) => {
    if (host.conf(id) !== undefined)
      host.addToConf(id, 'balloon: 512\nhookscript: local:snippets/x');
  },
} as const;

type Happening = keyof typeof HAPPENINGS;

/** Lets something happen to a VM, where it can. */
export async function happenToVm(host: TestHost, id: number, what: Happening): Promise<void> {
  await HAPPENINGS[what](host, id);
}

/** A declaration, perhaps one before it with what happened since, and what is typed at the end. */
export const vmWorld = shape.chain((shapes) => {
  const leaves = shapes.filter(({ id }) => id !== 8000).map(({ id }) => id);
  return fc.record({
    ids: fc.constant(shapes.map(({ id }) => id)),
    before: fc.option(declaration(shapes), { nil: undefined }),
    happenings: fc.array(
      fc.tuple(
        fc.constantFrom(...leaves),
        fc.constantFrom(...(Object.keys(HAPPENINGS) as Happening[])),
      ),
      { maxLength: 2 },
    ),
    now: declaration(shapes),
    verb: fc.constantFrom('start', 'stop', 'restart', 'delete', 'create'),
  });
});
