import type { HostFirewall } from '@phoenix/shared-config';
import { parseStorages } from '@phoenix/shared-runtime/pve';
import { fakeHost, wholePlan } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import { readBoot } from '../kernel/boot.ts';
import type { StepDraft } from '../setup/step.ts';
import { plan as apparmor } from './apparmor/plan.ts';
import { plan as firewall } from './firewall/plan.ts';
import { plan as gpu } from './gpu/plan.ts';
import { plan as hostname } from './hostname/plan.ts';
import { plan as network } from './network/plan.ts';
import { plan as nfs } from './nfs/plan.ts';
import { plan as nvidia } from './nvidia/plan.ts';
import { plan as packages } from './packages/plan.ts';
import { plan as repositories } from './repositories/plan.ts';
import { sourcesIn } from './repositories/sources.ts';
import { plan as samba } from './samba/plan.ts';
import { plan as shared } from './shared/plan.ts';
import { plan as storages } from './storages/plan.ts';
import { plan as time } from './time/plan.ts';
import { plan as users } from './users/plan.ts';
import { plan as vfio } from './vfio/plan.ts';
import { plan as zfs } from './zfs/plan.ts';

const SERVICE_OFF = { enabled: false, active: false };
const NO_ZFS = { pools: [], datasets: [] };
const directory = (mode: number, uid = 0, gid = 0) =>
  ({ kind: 'directory', uid, gid, mode, size: 0 }) as const;
const file = (mode: number, uid = 0) => ({ kind: 'file', uid, gid: 0, mode, size: 1 }) as const;

const account = {
  name: 'heads',
  uid: 1000,
  gid: 1000,
  home: '/home/heads',
  shell: '/bin/bash',
  group: 'heads',
  gids: [1000],
  memberOf: [],
};
const NO_SSH = { home: undefined, directory: undefined, file: undefined, keys: '' };
const HEADS = {
  username: 'heads',
  password_hash: '$6$salt$hash',
  sudo_access: true,
  ssh_public_key: 'ssh-ed25519 AAAAC3Nz heads@lab',
};
const NO_USER: Parameters<typeof users>[1] = {
  account: undefined,
  groupExists: false,
  hash: { value: '$6$salt$hash' },
  shadow: undefined,
  sudoers: new Map([['phoenix_former', { text: '', mode: 0o440 }]]),
  ssh: NO_SSH,
  pve: { user: undefined, isAdministrator: false },
  now: 2_000_000,
};

const DISK = '/dev/disk/by-id/ata-X_S1';
const OTHER = '/dev/disk/by-id/ata-X_S2';
const device = {
  path: '/dev/sdb',
  type: 'disk',
  serial: 'S1',
  model: 'X',
  size: 1,
  readOnly: false,
  signatures: [],
  fstype: undefined,
  label: undefined,
  tableType: undefined,
  mountpoints: [],
  children: [],
};
const dataset = (name: string, properties: Record<string, string>, type?: string) => ({
  name,
  pool: 'tank',
  properties,
  ...(type !== undefined && { proxmox_storage_type: type }),
  proxmox_content_type: type === undefined ? [] : ['images', 'rootdir'],
});
const ZFS_FACTS: Parameters<typeof zfs>[1] = {
  pools: new Map(),
  importable: ['old'],
  begun: new Map([['tank', [OTHER]]]),
  disks: new Map([
    [DISK, { path: DISK, device: { ...device, fstype: 'ext4', signatures: ['ext4'], label: 'a' } }],
    [
      OTHER,
      { path: OTHER, device: { ...device, path: '/dev/sdc', serial: 'S2', signatures: ['gpt'] } },
    ],
  ]),
  datasets: new Map([
    [
      'tank/old',
      new Map([
        ['quota', '0'],
        ['used', '5'],
      ]),
    ],
  ]),
  refused: undefined,
  arc: { file: undefined, now: String(2 ** 30), stale: [] },
};

const INTERFACES = '/etc/network/interfaces';
const NETWORK_FACTS: Parameters<typeof network>[1] = {
  files: {
    [INTERFACES]: `auto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.12/24\nsource ${INTERFACES}.d/*\n`,
  },
  resolvConf: 'search lab\nnameserver 9.9.9.9\n',
  running: { addresses: ['10.0.0.12/24'], gateways: [] },
  armed: { state: 'no', before: {} },
  gatewayAnswers: true,
  hasIfreload: true,
  hasPending: true,
};
const bridge = (more = {}) => ({
  config: {
    network: {
      interfaces: {
        name: 'vmbr0',
        address: '10.0.0.13/24',
        gateway: '10.0.0.1',
        dns_nameservers: ['1.1.1.1'],
        ...more,
      },
    },
  },
});

const FIREWALL_FACTS: Parameters<typeof firewall>[1] = {
  cluster: '[OPTIONS]\n\nenable: 0\n\n[RULES]\n\nIN DROP\n',
  host: undefined,
  hostPath: '/etc/pve/nodes/pve/host.fw',
  address: '10.0.0.13',
  localNetwork: '10.0.0.13/24',
  waysIn: [
    { port: 22, source: '10.0.0.1' },
    { port: 8006, source: '10.0.0.1' },
  ],
  gateway: '10.0.0.1',
  armed: { state: 'no', before: {} },
};
const FILTER: HostFirewall = {
  enabled: true,
  default_input_policy: 'DROP',
  global_firewall_rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '80' }],
  host_firewall_rules: [{ type: 'in', action: 'ACCEPT', comment: 'all' }],
};
const filtering = { config: { firewall: FILTER } };

const media = {
  name: 'media',
  path: '/srv/media',
  valid_users: ['ann', '@staff', 'stranger'],
  browsable: true,
  read_only: false,
  guest_ok: false,
  options: 'create_mask=0660 path=/x',
};
const SAMBA_FACTS: Parameters<typeof samba>[1] = {
  account: undefined,
  groupExists: false,
  strangers: ['stranger'],
  known: new Set(),
  password: { value: 'correct horse\nrest' },
  own: undefined,
  smbConf: '',
  places: new Map(),
  service: SERVICE_OFF,
};

const NVIDIA_FACTS: Parameters<typeof nvidia>[1] = {
  gpus: ['X'],
  kernel: '6.2.16-3-pve',
  loaded: '570.1',
  installed: undefined,
  isInUse: true,
  hasNouveau: false,
  nouveau: undefined,
  stale: [],
  hasRunfile: false,
  runfileSum: undefined,
  self: ['hypervisor-manager'],
};
const driver = (more = {}) => ({
  config: {
    nvidia_driver: {
      install: true,
      version: '580.76.05',
      runfile_url: 'https://drivers.example/580.run',
      sha256: 'A'.repeat(64),
      ...more,
    },
  },
});
const ENTERPRISE =
  'Types: deb\nURIs: https://enterprise.proxmox.com/debian/pve\nSuites: trixie\nComponents: pve-enterprise\n';
const SOURCES = '/etc/apt/sources.list.d/pve.sources';
const profile = {
  name: 'lab',
  source: '/base/etc/apparmor/lab',
  text: 'profile lab flags=(complain) {\n}\n',
  target: '/etc/apparmor.d/lab',
  there: undefined,
};
const homes = {
  name: 'homes',
  source: '/base/etc/apparmor/tunables/homes',
  text: '@{HOMEDIRS}+=/srv/home/\n',
  target: '/etc/apparmor.d/tunables/home.d/phoenix-homes',
  there: undefined,
};

const card = { slot: '01:00.0', kind: '0300', name: 'X', id: '10de:2684', driver: 'nouveau' };
const CARDS: NonNullable<Parameters<typeof vfio>[1]['cards']> = [
  { ...card, modules: ['nvidiafb', 'nouveau', 'vfio-pci'] },
  { ...card, slot: '00:00.0', kind: '0600', id: '8086:a700', modules: [] },
];
const reserved = (ids: readonly string[], install = false) => ({
  config: { vfio: { pci_ids: ids }, nvidia_driver: { install } },
});
const intel = async (files: Record<string, string>, more = {}) => ({
  boot: await readBoot(fakeHost({ files })),
  isIntel: true,
  hasGroups: true,
  modules: undefined,
  modprobe: undefined,
  stale: [],
  cards: CARDS,
  ...more,
});
const UNNAMED = {
  hostname: '',
  hosts: '10.0.0.13 pve\n',
  address: '10.0.0.13',
  guests: [],
  isInCluster: false,
  nodes: ['other'],
};
const GRUB = { '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n' };
const STARTED = {
  '/etc/default/grub': 'GRUB_CMDLINE_LINUX_DEFAULT="intel_iommu=on iommu=pt"\n',
  '/proc/cmdline': 'intel_iommu=on iommu=pt\n',
};
const guests = new Map(
  [950, 951, 960].map((id) => [
    id,
    {
      unprivileged: id !== 960,
      shared_mounts: [{ volume: 'media', host_path: '/srv/media', container_path: '/media' }],
    },
  ]),
);
const sharing = (pool: string, name = 'data') =>
  ({
    config: {
      shared_volumes: {
        media: {
          host_path: '/srv/media',
          mounts: [950, 951, 960, 970].map((id) => ({ id, container_path: '/media' })),
        },
        again: { host_path: '/srv/media', mounts: [] },
      },
      shared_zfs_volumes: { [name]: { pool, size_gb: 10 } },
      zfs: { pools: [], datasets: [dataset('soon', {}, 'zfspool')] },
      proxmox_storage_ids: {},
    },
    declared: { lxc: guests },
  }) as unknown as Parameters<typeof shared>[0];
const SHARED_FACTS: Parameters<typeof shared>[1] = {
  places: new Map(),
  storages: parseStorages(
    'dir: files\n\tpath /srv/files\n\nzfspool: fast\n\tpool fast\n\nzfspool: off\n\tpool off\n\tdisable\n',
  ),
  listings: new Map(),
};

const STEPS: Readonly<Record<string, () => StepDraft | Promise<StepDraft>>> = {
  vfio: async () => vfio(reserved(['10de:2684', '10de:2684']), await intel(GRUB)),
  'vfio on AMD with systemd-boot': async () => {
    const { boot, ...rest } = await intel({}, { isIntel: false });
    const loader = { ...boot.loader, name: 'systemd-boot', file: '/etc/kernel/cmdline' } as const;
    return vfio(reserved([]), { ...rest, boot: { ...boot, loader } });
  },
  'vfio without a loader': async () => vfio(reserved([]), await intel({})),
  'vfio of cards that are not there': async () => vfio(reserved(['1:2', '3:4']), await intel(GRUB)),
  'vfio of the only card of NVIDIA': async () =>
    vfio(reserved(['10de:2684'], true), await intel(GRUB)),
  'vfio without lspci': async () =>
    vfio(reserved(['1:2']), await intel(GRUB, { cards: undefined })),
  'vfio without an IOMMU': async () =>
    vfio(reserved(['10de:2684']), await intel(STARTED, { hasGroups: false })),
  'vfio of cards that are held by others': async () =>
    vfio(reserved(['10de:2684']), await intel(STARTED)),
  'nothing declared for the network': () => network({ config: { network: {} } }, NETWORK_FACTS),
  'nothing declared for vfio': async () => vfio({ config: {} }, await intel(GRUB)),
  'nothing declared for the firewall': () => firewall({ config: {} }, FIREWALL_FACTS),
  'nothing declared for the hostname': () => hostname({ config: {} }, UNNAMED),
  'nothing declared for nvidia': () => nvidia(driver({ install: false }), NVIDIA_FACTS),
  'nvidia in use, none loaded': () => nvidia(driver(), { ...NVIDIA_FACTS, loaded: undefined }),
  'firewall off, with rules of others': () =>
    firewall(
      { config: { firewall: { ...FILTER, enabled: false, default_output_policy: 'REJECT' } } },
      { ...FIREWALL_FACTS, host: '[OPTIONS]\nenable: 0\n[RULES]\nIN DROP\n' },
    ),
  'firewall without policies': () =>
    firewall(
      { config: { firewall: { global_firewall_rules: [], host_firewall_rules: [] } } },
      { ...FIREWALL_FACTS, cluster: undefined },
    ),
  'hostname of one that has none': () => hostname({ config: { hostname: 'pve' } }, UNNAMED),
  'hostname that Proxmox does not know yet': () =>
    hostname({ config: { hostname: 'pve' } }, { ...UNNAMED, hostname: 'pve' }),
  'packages, five to be brought up to date': () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      { missing: [], unfinished: [], upgradable: ['a', 'b', 'c', 'd', 'e'], restart: false },
    ),
  'network as its file has it, not the kernel': () =>
    network(bridge({ address: '10.0.0.12/24', gateway: undefined, dns_nameservers: [] }), {
      ...NETWORK_FACTS,
      running: { addresses: [], gateways: ['10.0.0.1'] },
    }),
  'network with a netmask': () =>
    network(bridge({ dns_nameservers: [] }), {
      ...NETWORK_FACTS,
      files: {
        [INTERFACES]:
          'iface vmbr0 inet static\n  netmask   255.255.255.0\n   address   10.0.0.9\n\tgateway 10.0.0.2\n',
      },
    }),
  'samba without a user': () =>
    samba({ config: { samba: { shares: [media] }, zfs: NO_ZFS } }, SAMBA_FACTS),
  'samba that was altered': () =>
    samba(
      { config: { samba: { workgroup: 'LAB', shares: [] }, zfs: NO_ZFS } },
      {
        ...SAMBA_FACTS,
        own: '# Made by phoenix from samba; changes here are lost with the next phoenix setup.\n\n[global]\n workgroup = LAB\n',
      },
    ),
  'samba with less than before': () =>
    samba(
      { config: { samba: { workgroup: 'LAB', shares: [] }, zfs: NO_ZFS } },
      { ...SAMBA_FACTS, own: 'a\nb\n' },
    ),
  'storages that hold nothing': () =>
    storages(
      {
        config: {
          zfs: {
            pools: [],
            datasets: [
              { ...dataset('a', {}, 'dir'), proxmox_content_type: [] },
              { ...dataset('b', { mountpoint: '/srv/b' }, 'dir'), proxmox_content_type: ['iso'] },
              dataset('c', {}, 'zfspool'),
              { ...dataset('d', {}, 'zfspool'), proxmox_content_type: ['iso'] },
              dataset('c', {}, 'dir'),
            ],
          },
          proxmox_storage_ids: {},
        },
      },
      parseStorages(
        'dir: tank-b\n\tpath /srv/b\n\tcontent backup\n\ndir: tank-c\n\tpath tank/c\n\tcontent images,rootdir\n',
      ),
    ),
  'users, root alone': () =>
    users(
      { config: { users: { username: 'root', sudo_access: false } } },
      {
        ...NO_USER,
        account: { ...account, name: 'root', uid: 0, home: '/root' },
        hash: undefined,
        sudoers: new Map(),
      },
    ),
  'users whose account ends now, with a key of blanks around': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: ' ssh-ed25519 AAAAC3Nz heads@lab ' } } },
      {
        ...NO_USER,
        account,
        shadow: '$6$salt$hash',
        ssh: {
          home: directory(0o755, 1000),
          directory: directory(0o700, 1000),
          file: file(0o600, 1000),
          keys: '',
        },
        pve: { user: { enabled: true, expires: 2000 }, isAdministrator: true },
      },
    ),
  'vfio of a host without cards': async () =>
    vfio(reserved(['1:2']), await intel(GRUB, { cards: [] })),
  'vfio of all cards of NVIDIA': async () =>
    vfio(
      reserved(['10de:2684', '10de:1'], true),
      await intel(GRUB, { cards: [...CARDS, { ...CARDS[0], id: '10de:1' }] }),
    ),
  'vfio without cards to reserve': async () =>
    vfio({ config: { vfio: { pci_ids: [] } } }, await intel(GRUB)),
  'zfs whose properties are refused': () =>
    zfs(
      { config: { zfs: { pools: [], datasets: [] } }, options: { wipe: [] } },
      { ...ZFS_FACTS, refused: 'bad property\nusage: ...' },
    ),
  'zfs of mirrored pairs that are there': () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [{ name: 'tank', raid_level: 'raid10', disks: [] }],
            datasets: [dataset('a', { quota: '1x' })],
            arc_max_gb: 1,
          },
        },
        options: { wipe: [] },
      },
      {
        ...ZFS_FACTS,
        pools: new Map([['tank', { health: 'ONLINE', kinds: ['mirror', 'mirror'], devices: [] }]]),
        begun: new Map(),
        arc: { file: undefined, now: undefined, stale: [] },
      },
    ),
  shared: () => shared(sharing('files'), SHARED_FACTS),
  'shared on what is to be': () =>
    shared(sharing('tank-soon'), {
      ...SHARED_FACTS,
      places: new Map([['/srv/media', directory(0o755, 5, 6)]]),
    }),
  'shared that is smaller': () =>
    shared(sharing('fast'), {
      ...SHARED_FACTS,
      listings: new Map([['fast', { sizes: new Map([['vm-99999-disk-data', 2 ** 30 * 1.5]]) }]]),
    }),
  'shared on a storage that does not tell': () =>
    shared(sharing('fast'), {
      ...SHARED_FACTS,
      listings: new Map([['fast', { refused: 'timeout\nmore' }]]),
    }),
  'shared on a disabled storage': () => shared(sharing('off'), SHARED_FACTS),
  'shared on no storage': () => shared(sharing('away'), SHARED_FACTS),
  'shared by an odd name': () => shared(sharing('fast', 'a b'), SHARED_FACTS),
  repositories: () =>
    repositories(
      { config: { proxmox_repository: 'auto' } },
      {
        codename: 'trixie',
        sources: sourcesIn(SOURCES, ENTERPRISE),
        texts: new Map([[SOURCES, ENTERPRISE]]),
        hasSubscription: false,
      },
    ),
  'repositories of an unknown release': () =>
    repositories(
      { config: { proxmox_repository: 'enterprise' } },
      { codename: undefined, sources: [], texts: new Map(), hasSubscription: false },
    ),
  packages: () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      { missing: ['samba'], unfinished: ['htop', 'jq'], upgradable: undefined, restart: true },
    ),
  'packages to be brought up to date': () =>
    packages(
      { options: { wipe: [], upgrade: true } },
      {
        missing: [],
        unfinished: [],
        upgradable: ['a', 'b', 'c', 'd', 'e', 'f'],
        restart: false,
      },
    ),
  time: () =>
    time(
      { config: { timezone: 'Europe/Berlin' } },
      { timezone: undefined, isKnown: true, hasService: false },
    ),
  'time in an unknown zone': () =>
    time(
      { config: { timezone: 'Mars/Base' } },
      { timezone: 'Etc/UTC', isKnown: false, hasService: false },
    ),
  hostname: () =>
    hostname(
      { config: { hostname: 'phoenix.lab' } },
      {
        hostname: 'pve',
        hosts: '127.0.0.1 localhost pve\n10.0.0.13 pve.home pve www # own\n',
        address: '10.0.0.13',
        guests: [],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
  'hostname of one that keeps guests': () =>
    hostname(
      { config: { hostname: 'phoenix' } },
      {
        hostname: 'pve',
        hosts: '',
        address: '10.0.0.13',
        guests: ['1', '2', '3', '4', '5', '6'],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
  'hostname of one without an address': () =>
    hostname(
      { config: { hostname: 'pve' } },
      {
        hostname: 'pve',
        hosts: '',
        address: undefined,
        guests: [],
        isInCluster: false,
        nodes: ['pve'],
      },
    ),
  network: () => network(bridge(), NETWORK_FACTS),
  'network with a new bridge': () =>
    network(bridge({ name: 'vmbr9', gateway: undefined }), {
      ...NETWORK_FACTS,
      resolvConf: undefined,
      hasPending: false,
    }),
  'network that is on trial': () =>
    network(bridge(), {
      ...NETWORK_FACTS,
      armed: { state: 'on trial', before: { [INTERFACES]: `source ${INTERFACES}.d/*\n` } },
    }),
  'network that is going back': () =>
    network(bridge(), { ...NETWORK_FACTS, armed: { state: 'going back', before: {} } }),
  'network without ifupdown2': () => network(bridge(), { ...NETWORK_FACTS, hasIfreload: false }),
  'network by DHCP': () =>
    network(bridge(), { ...NETWORK_FACTS, files: { [INTERFACES]: 'iface vmbr0 inet dhcp\n' } }),
  'network with fragments that are not read': () =>
    network(bridge({ name: 'vmbr9' }), { ...NETWORK_FACTS, files: { [INTERFACES]: '' } }),
  zfs: () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [
              { name: 'tank', raid_level: 'mirror', disks: [DISK, OTHER] },
              { name: 'old', raid_level: 'single', disks: [] },
            ],
            datasets: [
              dataset('new', { compression: 'zstd', quota: '10G' }),
              dataset('old', { quota: '20G' }),
            ],
            arc_max_gb: 4,
          },
        },
        options: { wipe: ['S1'] },
      },
      ZFS_FACTS,
    ),
  'zfs that cannot be': () =>
    zfs(
      {
        config: {
          zfs: {
            pools: [{ name: 'tank', raid_level: 'raid10', disks: [DISK, OTHER, OTHER] }],
            datasets: [
              dataset('new', { quota: 'much' }),
              dataset('old', { quota: '1' }),
              dataset('old', {}),
              { ...dataset('x', {}), pool: 'away' },
            ],
          },
        },
        options: { wipe: [] },
      },
      { ...ZFS_FACTS, begun: new Map() },
    ),
  storages: () =>
    storages(
      {
        config: {
          zfs: { pools: [], datasets: [dataset('a', {}, 'zfspool'), dataset('b', {}, 'zfspool')] },
          proxmox_storage_ids: {},
        },
      },
      parseStorages('zfspool: tank-b\n\tpool tank/b\n\tcontent rootdir\n\tdisable\n'),
    ),
  nfs: () =>
    nfs(
      {
        config: {
          nfs: {
            exports: [
              { path: '/srv/media', clients: ['10.0.0.0/24', 'fd00::/64'], options: ['rw'] },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      {
        own: '/srv/old fd00::1(ro) ann(rw)\n/srv/media 10.0.0.0/24(ro)\n',
        foreign: [],
        exported: [
          { path: '/srv/old', client: 'fd00::1', options: ['ro'] },
          { path: '/srv/old', client: 'ann', options: ['rw'] },
        ],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
  'nfs that is declared no more': () =>
    nfs(
      { config: { nfs: { exports: [] }, zfs: NO_ZFS } },
      {
        own: '/srv/old ann(ro)\n',
        foreign: [],
        exported: [],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
  'nfs that cannot be': () =>
    nfs(
      {
        config: {
          nfs: {
            exports: [
              { path: '/a', clients: [], options: [] },
              { path: '/b', clients: ['-x'], options: [] },
              { path: '/c', clients: ['ann', 'ann'], options: ['rw'] },
              { path: '/c', clients: ['ann'], options: ['ro'] },
              { path: '/d', clients: ['ann', 'ben'], options: ['rw'] },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      {
        own: undefined,
        foreign: [
          { path: '/d', client: 'ann', options: ['rw', 'sync'], file: '/etc/exports' },
          { path: '/d', client: 'ben', options: ['ro'], file: '/etc/exports' },
        ],
        exported: [],
        places: new Map(),
        service: SERVICE_OFF,
      },
    ),
  users: () => users({ config: { users: HEADS } }, NO_USER),
  'users who are there': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: 'ssh-rsa NEW heads' } } },
      {
        ...NO_USER,
        account: { ...account, shell: '', memberOf: ['sudo'] },
        shadow: '!',
        sudoers: new Map([['phoenix_heads', { text: 'x', mode: 0o644 }]]),
        ssh: {
          home: undefined,
          directory: directory(0o755),
          file: file(0o644),
          keys: '# phoenix users begin: what is between these lines is made\nssh-rsa OLD heads\n# phoenix users end\n',
        },
        pve: { user: { enabled: false, expires: 1000 }, isAdministrator: true },
      },
    ),
  'users who cannot be': () =>
    users(
      { config: { users: { ...HEADS, ssh_public_key: 'rubbish', sudo_access: false } } },
      {
        ...NO_USER,
        account: { ...account, uid: 33, shell: '/usr/sbin/nologin', memberOf: ['sudo'] },
        hash: { value: 'secret' },
      },
    ),
  'users without password or key': () =>
    users(
      { config: { users: { username: 'heads', sudo_access: true } } },
      {
        ...NO_USER,
        hash: undefined,
      },
    ),
  samba: () =>
    samba(
      { config: { samba: { user: 'share', workgroup: 'LAB', shares: [media] }, zfs: NO_ZFS } },
      SAMBA_FACTS,
    ),
  'samba that is declared no more': () =>
    samba(
      { config: { samba: { shares: [] }, zfs: NO_ZFS } },
      {
        ...SAMBA_FACTS,
        own: 'x',
        smbConf:
          '# phoenix samba begin: what is between these lines is made\ninclude = y\n# phoenix samba end\n',
      },
    ),
  'samba that cannot be': () =>
    samba(
      {
        config: {
          samba: {
            user: 'share',
            password: { file: '/root/samba' },
            shares: [
              { ...media, name: 'homes' },
              { ...media, name: 'Scans' },
              { ...media, name: 'media' },
              { ...media, name: 'MEDIA ', path: '/srv/%u' },
            ],
          },
          zfs: NO_ZFS,
        },
      },
      { ...SAMBA_FACTS, smbConf: '[scans]\n', password: { value: '' } },
    ),
  nvidia: () => nvidia(driver(), { ...NVIDIA_FACTS }),
  'nvidia, unchecked, on a new kernel': () =>
    nvidia(driver({ sha256: undefined }), {
      ...NVIDIA_FACTS,
      kernel: '6.5.11-7-pve',
      isInUse: false,
      loaded: undefined,
    }),
  'nvidia beside nouveau': () => nvidia(driver(), { ...NVIDIA_FACTS, hasNouveau: true }),
  'nvidia that would take a driver out': () => nvidia(driver({ version: '569.1' }), NVIDIA_FACTS),
  'nvidia without a version': () => nvidia(driver({ version: undefined }), NVIDIA_FACTS),
  'nvidia without an address': () => nvidia(driver({ runfile_url: undefined }), NVIDIA_FACTS),
  'nvidia without lspci': () => nvidia(driver(), { ...NVIDIA_FACTS, gpus: undefined }),
  'nvidia, another version loaded': () =>
    nvidia(driver(), { ...NVIDIA_FACTS, installed: '580.76.05' }),
  gpu: () =>
    gpu(undefined, {
      hasGpu: true,
      hasFormer: true,
      unit: 'other',
      canVerify: true,
      isEnabled: false,
      isLoaded: true,
      hasDevices: false,
    }),
  'gpu without device files': () =>
    gpu(undefined, {
      hasGpu: true,
      hasFormer: false,
      unit: undefined,
      canVerify: false,
      isEnabled: true,
      isLoaded: true,
      hasDevices: false,
    }),
  apparmor: () =>
    apparmor(undefined, {
      profiles: [profile, { ...profile, name: 'twin', source: '/base/etc/apparmor/twin' }],
      tunables: [homes],
      fragments: ['/etc/apparmor.d/tunables/home.d/phoenix-old'],
      loaded: new Set(),
      lacking: new Map([['other', [950, 951]]]),
      tunedHash: undefined,
    } as Parameters<typeof apparmor>[1]),
  'apparmor that is off': () =>
    apparmor(undefined, {
      profiles: [profile],
      tunables: [{ ...homes, text: '# x\nrubbish\n' }],
      fragments: [],
      loaded: undefined,
      lacking: new Map(),
      tunedHash: undefined,
    } as Parameters<typeof apparmor>[1]),
  firewall: () => firewall(filtering, FIREWALL_FACTS),
  'firewall that is on trial': () =>
    firewall(filtering, {
      ...FIREWALL_FACTS,
      armed: {
        state: 'on trial',
        before: { '/etc/pve/firewall/cluster.fw': '[OPTIONS]\n\nenable: 1\n' },
      },
    }),
  'firewall that would close ways in': () =>
    firewall(
      { config: { firewall: { ...FILTER, host_firewall_rules: [] } } },
      { ...FIREWALL_FACTS, cluster: undefined, localNetwork: undefined },
    ),
};

it.each(Object.entries(STEPS))('%s', async (name, draft) => {
  const path = `whole-plans/${name.replace(/[ ,]+/g, '-')}.txt`;
  await expect(wholePlan(await draft())).toMatchFileSnapshot(path);
});
