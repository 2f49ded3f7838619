import { loadConfig } from '@phoenix/shared-config';
import { PhoenixError } from '@phoenix/shared-runtime';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { CHECK_COUNT, diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { observe } from './observe.ts';
import { findingsText } from './show.ts';

const BASE = '/base';
const SCRIPT = `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_web.sh`;

/** A lab in which all is well. */
const config = () => ({
  hypervisor: {
    network: { interfaces: { name: 'vmbr0', address: '10.0.0.13/24' } },
    nvidia_driver: { install: true, version: '580.76.05' } as Record<string, unknown>,
    zfs: { pools: [], datasets: [] as object[] },
    proxmox_repository: 'auto',
    timezone: 'Etc/UTC',
  },
  lxc: {
    '900': {
      name: 'base',
      memory_mb: 512,
      cores: 1,
      template: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
      storage_pool: 'tank',
      storage_size_gb: 8,
      unprivileged: true,
      gpu_assignment: '0',
      apparmor_profile: 'lab',
      pct_options: ['nesting=1'],
      network_config: { name: 'eth0', bridge: 'vmbr0', ip: '10.0.0.50/24' },
      features: ['base_setup', 'docker', 'nvidia', 'web'],
    } as Record<string, unknown>,
  },
  vms: [
    {
      vmid: 8000,
      name: 'machine',
      cores: 1,
      memory_mb: 512,
      disk_size_gb: 8,
      template_image: 'own.qcow2',
      storage_pool: 'tank',
      network_bridge: 'vmbr0',
    } as Record<string, unknown>,
  ],
});

const files = (): Record<string, string | undefined> => ({
  '/etc/hostname': 'pve\n',
  '/etc/hosts': '127.0.0.1 localhost\n10.0.0.13 pve.lab pve\n',
  '/etc/pve/storage.cfg':
    'dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,snippets,import\n\nzfspool: tank\n\tpool tank\n\tcontent rootdir,images\n',
  '/var/lib/vz/template/cache/debian-13-standard_13.1-2_amd64.tar.zst': '',
  '/var/lib/vz/import/own.qcow2': '',
  '/sys/class/net/vmbr0/operstate': 'up',
  '/sys/class/net/lo/operstate': 'up',
  '/sys/module/nvidia/version': '580.76.05\n',
  ...Object.fromEntries(
    ['nvidia0', 'nvidiactl', 'nvidia-uvm', 'nvidia-uvm-tools', 'kvm'].map((name) => [
      `/dev/${name}`,
      '',
    ]),
  ),
  '/etc/subuid': 'root:100000:65536\n',
  '/etc/subgid': 'root:100000:65536\n',
  '/etc/apparmor.d/lab': 'profile lab {}\n',
  [SCRIPT]: '#!/bin/bash\n',
  '/etc/apt/sources.list.d/pve-enterprise.sources':
    'Types: deb\nURIs: https://enterprise.proxmox.com/debian/pve\nEnabled: no\n',
  '/var/lib/dpkg/status': 'Package: pve-manager\nStatus: install ok installed\nVersion: 9.1.2\n',
});

const STATUS = `Name  Type  Status  Total (KiB)  Used (KiB)  Available (KiB)  %
local  dir  active  100  50  50  50.00%
tank   zfspool  active  100  50  50  50.00%
`;

interface World {
  config: ReturnType<typeof config>;
  files: Record<string, string | undefined>;
  commands: Record<string, string>;
  programs?: string[];
  isRoot: boolean;
  restarts: string[];
}

async function findings(plant: (world: World) => void) {
  const world: World = {
    config: config(),
    files: files(),
    commands: {
      'pvesm status': STATUS,
      systemctl: 'active\nactive\nactive\nactive\n',
      timedatectl: 'yes\n',
    },
    isRoot: true,
    restarts: [],
  };
  plant(world);
  const { hypervisor, lxc, vms } = world.config;
  const host = fakeHost({
    files: {
      [`${BASE}/etc/phoenix_hypervisor_config.json`]: JSON.stringify(hypervisor),
      [`${BASE}/etc/phoenix_lxc_configs.json`]: JSON.stringify({ lxc_configs: lxc }),
      [`${BASE}/etc/phoenix_vm_configs.json`]: JSON.stringify({ vms }),
      ...Object.fromEntries(
        Object.entries(world.files).flatMap(([path, text]) =>
          text === undefined ? [] : [[path, text]],
        ),
      ),
    },
    commands: world.commands,
    ...(world.programs && { programs: world.programs }),
  });
  // Files of a fake host are not executable.
  const info: typeof host.info = (path) => {
    const found = host.info(path);
    return found?.kind === 'file' && world.files[`${path} mode`] === undefined
      ? { ...found, mode: 0o755 }
      : found;
  };
  const declared = loadConfig({ baseDir: BASE, reader: host });
  const { isRoot, restarts } = world;
  return diagnose(await observe({ ...host, info }, declared, { isRoot, restarts }));
}

const container = ({ config: { lxc } }: World) => lxc['900'] as Record<string, unknown>;
const machine = ({ config: { vms } }: World) => vms[0] as Record<string, unknown>;
const mark = (stage: string) =>
  JSON.stringify({
    kind: 'lxc',
    id: 900,
    argv: ['pct', 'create', '900'],
    since: '2026-01-01T00:00:00Z',
    stage,
  });

it('all is well', async () => {
  const found = await findings(() => {});
  expect(found).toEqual([]);
  expect(findingsText(found, CHECK_COUNT, (_, text) => text)).toBe(
    `all is well (${CHECK_COUNT} checks)\n`,
  );
  expect(CHECK_COUNT).toBeGreaterThanOrEqual(20);
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECK_COUNT);
});

const cases: [string, Finding['severity'], string, (world: World) => void][] = [
  [
    'root',
    'error',
    'sudo phoenix doctor',
    (w) => {
      w.isRoot = false;
    },
  ],
  [
    'proxmox',
    'error',
    'run phoenix on the Proxmox VE host',
    (w) => {
      w.programs = ['systemctl'];
    },
  ],
  [
    'version',
    'error',
    'Upgrade',
    (w) => {
      w.files['/var/lib/dpkg/status'] = 'Package: pve-manager\nVersion: 7.4-3\n';
    },
  ],
  [
    'configuration',
    'error',
    'phoenix validate',
    (w) => {
      container(w).memory_mb = 'much';
      container(w).features = [];
    },
  ],
  [
    'services',
    'error',
    'systemctl restart pveproxy',
    (w) => {
      w.commands.systemctl = 'active\nactive\nfailed\nactive\n';
    },
  ],
  [
    'node-name',
    'error',
    '10.0.0.13 pve.local pve',
    (w) => {
      w.files['/etc/hosts'] = '127.0.0.1 localhost\n';
    },
  ],
  [
    'node-name',
    'error',
    '10.0.0.13 pve.local pve',
    (w) => {
      w.files['/etc/hosts'] = '127.0.1.1 pve\n';
    },
  ],
  [
    'storages',
    'error',
    'did you mean tank?',
    (w) => {
      container(w).storage_pool = 'tnak';
    },
  ],
  [
    'storages',
    'error',
    'phoenix setup --only zfs,storages',
    (w) => {
      w.config.hypervisor.zfs.datasets = [
        { name: 'a', pool: 'p', proxmox_storage_type: 'zfspool', proxmox_content_type: 'rootdir' },
      ];
    },
  ],
  [
    'storage-disabled',
    'error',
    'pvesm set tank --disable 0',
    (w) => {
      w.files['/etc/pve/storage.cfg'] += '\tdisable\n';
    },
  ],
  [
    'storage-content',
    'error',
    'pvesm set local --content iso,vztmpl,snippets,import,images',
    (w) => {
      machine(w).storage_pool = 'local';
    },
  ],
  [
    'snippets',
    'error',
    'pvesm set local --content iso,vztmpl,import,snippets',
    (w) => {
      w.files['/etc/pve/storage.cfg'] = w.files['/etc/pve/storage.cfg']?.replace('snippets,', '');
    },
  ],
  [
    'storage-space',
    'warning',
    'pvesm list tank',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace(/50.00%\n$/, '90.10%\n');
    },
  ],
  [
    'storage-space',
    'error',
    'pvesm list tank',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace(/50.00%\n$/, '96.00%\n');
    },
  ],
  [
    'storage-space',
    'error',
    'zpool status',
    (w) => {
      w.commands['pvesm status'] = STATUS.replace('zfspool  active', 'zfspool  inactive');
    },
  ],
  [
    'templates',
    'error',
    'pveam update',
    (w) => {
      w.files['/var/lib/vz/template/cache/debian-13-standard_13.1-2_amd64.tar.zst'] = undefined;
      w.files['/var/lib/pve-manager/apl-info/download.proxmox.com'] =
        'Location: system/alpine-3.tar.xz\n';
    },
  ],
  [
    'images',
    'error',
    'template_image of 8000',
    (w) => {
      w.files['/var/lib/vz/import/own.qcow2'] = undefined;
    },
  ],
  [
    'bridges',
    'error',
    'there are vmbr0',
    (w) => {
      machine(w).network_bridge = 'vmbr9';
    },
  ],
  [
    'gpus',
    'error',
    'phoenix setup --only nvidia,gpu',
    (w) => {
      w.files['/dev/nvidia0'] = undefined;
    },
  ],
  [
    'driver',
    'error',
    'phoenix setup --only nvidia',
    (w) => {
      w.files['/sys/module/nvidia/version'] = '570.1\n';
    },
  ],
  [
    'kvm',
    'error',
    'VT-x',
    (w) => {
      w.files['/dev/kvm'] = undefined;
    },
  ],
  [
    'id-ranges',
    'error',
    'echo root:100000:65536 >>/etc/subgid',
    (w) => {
      w.files['/etc/subgid'] = 'root:100000:1000\n';
    },
  ],
  [
    'nesting',
    'warning',
    'nesting=1',
    (w) => {
      container(w).pct_options = [];
    },
  ],
  [
    'apparmor',
    'error',
    'unconfined',
    (w) => {
      w.files['/etc/apparmor.d/lab'] = undefined;
    },
  ],
  [
    'scripts-missing',
    'error',
    'write that script',
    (w) => {
      w.files[SCRIPT] = undefined;
    },
  ],
  [
    'scripts-crlf',
    'error',
    `sed -i 's/\\r$//' ${SCRIPT}`,
    (w) => {
      w.files[SCRIPT] = '#!/bin/bash\r\n';
    },
  ],
  [
    'scripts-executable',
    'warning',
    `chmod +x ${SCRIPT}`,
    (w) => {
      w.files[`${SCRIPT} mode`] = 'as it is';
    },
  ],
  [
    'locks',
    'error',
    'pct unlock 900',
    (w) => {
      w.files['/etc/pve/lxc/900.conf'] = 'lock: backup\n';
    },
  ],
  [
    'half-made',
    'error',
    'phoenix create 900',
    (w) => {
      w.files['/var/log/phoenix/making/lxc-900.json'] = mark('define');
    },
  ],
  [
    'half-made',
    'warning',
    'phoenix start 900',
    (w) => {
      w.files['/var/log/phoenix/making/lxc-900.json'] = mark('start');
    },
  ],
  [
    'left-undo',
    'warning',
    'phoenix converge 900',
    (w) => {
      w.files['/etc/pve/lxc/900.conf'] = 'cores: 1\n\n[phoenix-undo]\ncores: 1\n';
    },
  ],
  [
    'journal',
    'error',
    'mv /var/log/phoenix',
    (w) => {
      w.files['/var/log/phoenix'] = '';
    },
  ],
  [
    'rollback-timer',
    'warning',
    'systemctl stop phoenix-rollback.timer',
    (w) => {
      w.files['/run/systemd/transient/phoenix-rollback.timer'] = '';
    },
  ],
  [
    'restart',
    'warning',
    'restart the host',
    (w) => {
      w.restarts = ['packages'];
    },
  ],
  [
    'clock',
    'warning',
    'phoenix setup --only time',
    (w) => {
      w.commands.timedatectl = 'no\n';
    },
  ],
  [
    'subscription',
    'warning',
    'phoenix setup --only repositories',
    (w) => {
      w.files['/etc/apt/sources.list.d/pve-enterprise.sources'] =
        'Types: deb\nURIs: https://enterprise.proxmox.com/debian/pve\n';
    },
  ],
];

it.each(cases)('%s (%s) says %s', async (check, severity, hint, plant) => {
  const found = await findings(plant);
  expect(found.map((one) => [one.check, one.severity])).toEqual([[check, severity]]);
  expect(found[0]?.hint).toContain(hint);
});

it('every check is tried', () => {
  expect(new Set(cases.map(([name]) => name))).toEqual(new Set(CHECKS.map(({ name }) => name)));
});

it('a lock with a job of Proxmox, and one that phoenix is at, are no trouble', async () => {
  const upid = 'UPID:pve:00001267:00000064:65920080:vzdump::root@pam:';
  const stat = `4711 (pct) S ${Array(18).fill('0').join(' ')} 100 0`;
  const found = await findings((world) => {
    world.files['/etc/pve/lxc/900.conf'] = 'lock: backup\n';
    world.files['/var/log/pve/tasks/active'] = `${upid} 0\n`;
    world.files['/proc/4711/stat'] = stat;
  });
  expect(found.map(({ check }) => check)).toEqual([]);
});

it('a guest that is made needs its template no more', async () => {
  const found = await findings((world) => {
    world.files['/var/lib/vz/template/cache/debian-13-standard_13.1-2_amd64.tar.zst'] = undefined;
    world.files['/var/lib/pve-manager/apl-info/x'] = 'Location: system/alpine-3.tar.xz\n';
    world.files['/etc/pve/lxc/900.conf'] = 'cores: 1\n';
  });
  expect(found).toEqual([]);
});

it('errors come first, with the hint below each', async () => {
  const found = await findings((world) => {
    container(world).pct_options = [];
    world.files['/etc/subuid'] = '';
    world.restarts = ['packages were brought up to date'];
  });
  expect(
    findingsText(found, 31, (_, text) => text),
  ).toBe(`error: /etc/subuid does not let root hand out ids from 100000 on: no unprivileged container can start (900) [id-ranges]
  hint: echo root:100000:65536 >>/etc/subuid
warning: containers with the feature docker are not declared to nest: Docker starts no container in them (900) [nesting]
  hint: add "nesting=1" to their pct_options, then phoenix converge them
warning: the host waits for a restart: packages were brought up to date [restart]
  hint: phoenix stop all, restart the host when nobody needs it, then phoenix setup
1 error, 2 warnings by 31 checks
`);
});

it('what may not be read makes no noise of its own', async () => {
  const empty = { hypervisor: {}, lxc: { lxc_configs: {} }, vm: { vms: [] } };
  const declarations = Object.entries(empty).map(([kind, content]) => [
    `${BASE}/etc/phoenix_${kind}_config${kind === 'hypervisor' ? '' : 's'}.json`,
    JSON.stringify(content),
  ]);
  const host = fakeHost({ files: Object.fromEntries(declarations) });
  const declared = loadConfig({ baseDir: BASE, reader: host });
  const refuse = () => {
    throw new PhoenixError('permission denied');
  };
  const closed = { ...host, read: refuse, list: refuse, info: refuse, exists: refuse };
  const facts = await observe(closed, declared, { isRoot: false, restarts: [] });
  expect(diagnose(facts).map(({ check }) => check)).toEqual(['root']);
});
