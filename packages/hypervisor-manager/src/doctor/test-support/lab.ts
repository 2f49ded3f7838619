import { loadConfig } from '@phoenix/shared-config';
import { fakeHost } from '@phoenix/shared-runtime/testing';
import { diagnose } from '../diagnose.ts';
import { observe } from '../observe.ts';

/** Base directory of the lab. */
export const BASE = '/base';
/** A script of the site. */
export const SCRIPT = `${BASE}/bin/lxc_setup/phoenix_hypervisor_feature_install_web.sh`;

/** A lab in which all is well. */
const config = () => ({
  hypervisor: {
    network: { interfaces: { name: 'vmbr0', address: '10.0.0.13/24' } },
    nvidia_driver: { install: true, version: '580.76.05' } as Record<string, unknown>,
    zfs: { pools: [], datasets: [] as object[] },
    proxmox_repository: 'auto',
    timezone: 'Etc/UTC',
  } as Record<string, unknown> & {
    zfs: { pools: object[]; datasets: object[] };
    nvidia_driver: Record<string, unknown>;
  },
  lxc: {
    '900': {
      name: 'base',
      memory_mb: 512,
      cores: 1,
      template: 'local:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst',
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
  '/var/lib/vz/template/cache/debian-13-standard_13.6-1_amd64.tar.zst': '',
  '/var/lib/vz/import/own.qcow2': '',
  '/sys/class/net/vmbr0/operstate': 'up',
  '/sys/class/net/vmbr0/bridge/bridge_id': '8000.bc2411000000\n',
  '/sys/class/net/eno1/operstate': 'up',
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

/** What pvesm says of its storages. */
export const STATUS = `Name  Type  Status  Total (KiB)  Used (KiB)  Available (KiB)  %
local  dir  active  100  50  50  50.00%
tank   zfspool  active  100  50  50  50.00%
`;

/** A host with its declarations, before it is looked at. */
export interface World {
  config: ReturnType<typeof config>;
  files: Record<string, string | undefined>;
  commands: Record<string, string>;
  programs?: string[];
  isRoot: boolean;
  restarts: string[];
}

/** What is found in a lab in which all is well, once something was planted. */
export async function findings(plant: (world: World) => void) {
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

/** The declaration of container 900. */
export const container = ({ config: { lxc } }: World) => lxc['900'] as Record<string, unknown>;
/** The declaration of VM 8000. */
export const machine = ({ config: { vms } }: World) => vms[0] as Record<string, unknown>;
/** A mark of the journal on 900. */
export const mark = (stage: string) =>
  JSON.stringify({
    kind: 'lxc',
    id: 900,
    argv: ['pct', 'create', '900'],
    since: '2026-01-01T00:00:00Z',
    stage,
  });
