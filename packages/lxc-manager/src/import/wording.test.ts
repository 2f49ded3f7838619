import type { Found } from '@phoenix/shared-runtime/guests';
import { parseConf } from '@phoenix/shared-runtime/pve';
import { aDeclaration, BASE } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { found } from './fixtures.ts';
import { containerWording } from './wording.ts';

const CONF = `arch: amd64
cores: 2
hostname: web
memory: 1024
net0: name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.5/24,type=veth
onboot: 1
ostype: debian
rootfs: guests:subvol-105-disk-0,size=8G
swap: 512
unprivileged: 1
`;

const PLAIN = {
  name: 'web',
  memory_mb: 1024,
  swap_mb: 512,
  cores: 2,
  storage_pool: 'guests',
  storage_size_gb: 8,
  network_config: { name: 'eth0', bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' },
  mac_address: 'BC:24:11:00:00:01',
  unprivileged: true,
  start_at_boot: true,
};
const REST = 'no key holds these settings, which stay: arch: amd64; ostype: debian';
function said(lines: string, rest: Partial<Found> = {}) {
  const added = lines.split('\n');
  const keys = added.map((line) => line.split(/[:=]/)[0]);
  const kept = CONF.split('\n').filter((line) => !keys.includes(line.split(':')[0]));
  const conf = [...added.filter((line) => !line.endsWith(': -')), ...kept].join('\n');
  return containerWording.declare(found(parseConf(conf), rest));
}

describe('a container in words', () => {
  it('has every setting that a key holds; the rest is told', () => {
    expect(containerWording.declare(found(parseConf(CONF)))).toEqual({
      keys: PLAIN,
      notes: [REST],
    });
  });

  const cases: [
    lines: string,
    keys: Record<string, unknown>,
    notes?: string[],
    rest?: Partial<Found>,
  ][] = [
    ['cores: -', { cores: undefined }],
    ['#two\n#lines', { description: 'two\nlines' }],
    ['tags: a;b', { tags: ['a', 'b'] }],
    ['startup: order=2,up=5,down=5', { boot_order: 2, boot_delay: 5 }],
    [
      'startup: order=2,up=5',
      { boot_order: 2 },
      ['stays as it is, since no key holds all of it: startup: order=2,up=5'],
    ],
    ['startup: up=5', {}, ['stays as it is, since no key holds all of it: startup: up=5']],
    ['features: keyctl=1,mount=nfs;cifs', { pct_options: ['keyctl=1', 'mount=nfs;cifs'] }],
    [
      'nameserver: 1.1.1.1 9.9.9.9',
      { network_config: { ...PLAIN.network_config, nameservers: ['1.1.1.1', '9.9.9.9'] } },
    ],
    [
      'net0: name=eth0,bridge=vmbr0,ip=dhcp,ip6=auto,mtu=9000,tag=5,type=veth',
      {
        network_config: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp', ip6: 'auto' },
        mac_address: undefined,
      },
      ['stays as it is, since no key holds all of it: net0: mtu=9000,tag=5'],
    ],
    ['template: 1', { is_template: true }],
    [
      'rootfs: guests:subvol-105-disk-0,size=1536M',
      { storage_size_gb: 1 },
      ['no whole number of GiB: rootfs: guests:subvol-105-disk-0,size=1536M'],
    ],
    ['rootfs: guests:basevol-900-disk-0/subvol-105-disk-0,size=8G', { clone_from_ctid: 900 }],
    [
      'rootfs: guests:basevol-901-disk-0/subvol-105-disk-0,size=8G',
      {},
      ['its disk stands on template 901, which is not declared: clone_from_ctid is left out'],
    ],
    [
      'mp0: data:subvol-105-disk-1,mp=/srv,size=4G',
      { volumes: [{ name: 'mp0', pool: 'data', size_gb: 4, mount_point: '/srv' }] },
    ],
    [
      'mp3: data:subvol-105-disk-1,mp=/srv,backup=1,size=4G',
      { volumes: [{ name: 'mp3', pool: 'data', size_gb: 4, mount_point: '/srv' }] },
      [
        'stays as it is, since no key holds all of it: mp3: data:subvol-105-disk-1,mp=/srv,backup=1,size=4G',
      ],
    ],
    [
      'mp0: data:subvol-105-disk-1,mp=/srv,size=64M',
      {},
      [
        'not declared, since its size is below one GiB or unknown: mp0: data:subvol-105-disk-1,mp=/srv,size=64M',
      ],
    ],
    [
      'mp0: /tank/media,mp=/media,ro=1',
      { mount_points: [{ host_path: '/tank/media', container_path: '/media', read_only: true }] },
    ],
    [
      'mp0: /tank/shared,mp=/shared',
      {},
      [],
      {
        declared: {
          ...aDeclaration({}),
          hypervisor: {
            shared_volumes: {
              all: { host_path: '/tank/shared', mounts: [{ id: 105, container_path: '/shared' }] },
            },
          } as unknown as Found['declared']['hypervisor'],
        },
      },
    ],
    [
      'dev0: /dev/nvidia1,mode=0666\ndev1: /dev/nvidiactl\ndev2: path=/dev/nvidia-uvm\nlxc.mount.entry: /dev/nvidia-uvm-tools dev/nvidia-uvm-tools none bind',
      {
        gpu_assignment: [1],
        lxc_options: ['lxc.mount.entry=/dev/nvidia-uvm-tools dev/nvidia-uvm-tools none bind'],
      },
    ],
    [
      'dev0: /dev/nvidia1\ndev1: /dev/ttyUSB0,uid=1000',
      {},
      ['devices stay, since no key holds them: dev0: /dev/nvidia1; dev1: /dev/ttyUSB0,uid=1000'],
    ],
    ['lxc.apparmor.profile: unconfined', { apparmor_profile: 'unconfined' }],
    ['lxc.apparmor.profile: own', { lxc_options: ['lxc.apparmor.profile=own'] }],
    [
      'lxc.apparmor.profile: own',
      { apparmor_profile: 'own' },
      [],
      { texts: new Map([[`${BASE}/etc/apparmor/own`, '']]) },
    ],
    [
      'lxc.cap.keep: mknod\nlxc.cap.keep: sys_admin',
      { lxc_options: ['lxc.cap.keep=mknod', 'lxc.cap.keep=sys_admin'] },
    ],
    [
      'lxc.cap.drop: mknod sys_admin\nlxc.mount.auto: sys:rw\nlxc.mount.auto: proc:rw',
      {},
      [
        'raw lines stay, since no key holds them like this: lxc.cap.drop: mknod sys_admin; lxc.mount.auto: sys:rw; lxc.mount.auto: proc:rw',
      ],
    ],
    [
      'lxc.environment: LANG=C\nlxc.environment: API_TOKEN=hunter2',
      { lxc_options: ['lxc.environment=LANG=C'] },
      ['not shown, and stays: lxc.environment: API_TOKEN'],
    ],
    [
      'lxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536',
      { lxc_options: ['lxc.idmap=u 0 100000 65536', 'lxc.idmap=g 0 100000 65536'] },
    ],
    [
      'lxc.idmap: u 0 100000 1000\nlxc.idmap: u 1000 1000 1\nlxc.idmap: u 1001 101001 64535\nlxc.idmap: g 0 100000 65536',
      { id_maps: [{ type: 'u', container_id: 1000, host_id: 1000, size: 1 }] },
      undefined,
      { texts: new Map([['/etc/subuid', 'root:100000:65536\nroot:1000:1\n']]) },
    ],
    ['garbage here', {}, ['Proxmox does not understand these lines: garbage here']],
  ];
  it.each(cases)('%s', (lines, keys, notes = [], rest = {}) => {
    const words = said(lines, rest);
    if ('cannot' in words) throw new Error(words.cannot);
    const { keys: all, notes: told } = words;
    const different = Object.fromEntries(
      Object.entries({
        ...all,
        ...Object.fromEntries(
          Object.keys(PLAIN)
            .filter((key) => !(key in all))
            .map((key) => [key, undefined]),
        ),
      }).filter(
        ([key, value]) =>
          JSON.stringify(value) !== JSON.stringify(PLAIN[key as keyof typeof PLAIN]),
      ),
    );
    expect(different).toEqual(keys);
    expect(told.filter((note) => note !== REST)).toEqual(notes);
  });

  it('is a template when it rests at a snapshot, and is not when it runs or is to run', () => {
    const snapshots = '\n[first]\nmemory: 1\n\n[last]\nmemory: 1\n';
    const at = (lines: string, running: boolean) =>
      containerWording.declare(
        found(parseConf(`${CONF.replace('onboot: 1\n', lines)}${snapshots}`), { running }),
      );
    expect(at('parent: first\n', false)).toMatchObject({
      keys: { template_snapshot_name: 'first' },
    });
    expect(at('', false)).toMatchObject({ keys: { template_snapshot_name: 'last' } });
    for (const words of [at('', true), at('onboot: 1\n', false)])
      expect(words).toMatchObject({
        keys: expect.not.objectContaining({ template_snapshot_name: expect.anything() }),
        notes: ['snapshots stay as they are: first, last', REST],
      });
  });

  const refused: [lines: string, why: string][] = [
    ['net0: -', 'it has no net0, and a declared container has one'],
    [
      'net0: name=eth0,bridge=vmbr0,type=veth',
      'the network card of a declared container has a bridge and an IPv4 address, or dhcp: net0: name=eth0,bridge=vmbr0,type=veth',
    ],
    ['rootfs: -', 'it has no root disk on a storage, of which the size is known'],
    ['rootfs: /dev/sdb1', 'it has no root disk on a storage, of which the size is known'],
  ];
  it.each(refused)('cannot be said: %s', (lines, cannot) => {
    expect(said(lines)).toEqual({ cannot });
  });
});
