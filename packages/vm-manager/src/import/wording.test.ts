import type { VmGuest } from '@phoenix/shared-config';
import type { Found } from '@phoenix/shared-runtime/guests';
import { parseConf, parseStorages } from '@phoenix/shared-runtime/pve';
import { aDeclaration } from '@phoenix/shared-runtime/testing';
import { describe, expect, it } from 'vitest';
import { userData } from '../cloud-init/user-data.ts';
import { aVm, confOf, snippetOf } from '../plan/fixtures.ts';
import { vmWording } from './wording.ts';

const GUEST = aVm(8001, { user_config: { username: 'ubuntu', ssh_keys: ['ssh-ed25519 AAAA a'] } });

const PLAIN = {
  name: 'vm-8001',
  cores: 2,
  memory_mb: 2048,
  disk_size_gb: 20,
  storage_pool: 'guests',
  network_bridge: 'vmbr0',
  mac_address: 'BC:24:11:00:80:01',
  agent: true,
  network_config: { ip: '10.0.0.1/24', gw: '10.0.0.1' },
  user_config: { username: 'ubuntu', ssh_keys: ['ssh-ed25519 AAAA a'] },
  start_at_boot: false,
};

/** What is said of a VM with these settings, in place of or beside the plain ones. */
function said(
  extra: Record<string, string | undefined> = {},
  { guest = GUEST, rest = {} }: { guest?: VmGuest; rest?: Partial<Found> } = {},
) {
  return vmWording.declare({
    id: 8001,
    conf: parseConf(confOf(GUEST, extra)),
    running: true,
    known: new Set([8000, 8001]),
    declared: aDeclaration({}),
    storages: parseStorages('dir: local\n\tpath /var/lib/vz\n\tcontent snippets\n'),
    texts: new Map([[snippetOf(8001), userData(guest)]]),
    ...rest,
  });
}

/** Notes but for the settings that no key holds, which every VM has. */
const own = (notes: readonly string[]) => notes.filter((note) => !note.startsWith('no key holds'));

describe('a VM in words', () => {
  it('has every setting that a key holds; the rest is told', () => {
    expect(said()).toEqual({
      keys: PLAIN,
      notes: [
        'no key holds these settings, which stay: boot: order=scsi0; meta: creation-qemu=10.0.13,ctime=1795382504; ostype: l26; scsihw: virtio-scsi-single; serial0: socket; smbios1: uuid=31fff042-1211-4277-9672-7717d7c25f09; vga: serial0; vmgenid: 9e598c74-6d4d-46c0-b7e6-3c05a2c3831b',
      ],
    });
  });

  const cases: [
    extra: Record<string, string | undefined>,
    keys: Record<string, unknown>,
    notes?: string[],
    more?: Parameters<typeof said>[1],
  ][] = [
    [
      { cores: undefined, memory: undefined },
      { cores: 1, memory_mb: 512 },
    ],
    [{ memory: 'current=4096' }, { memory_mb: 4096 }],
    [{ cpu: 'cputype=host,flags=+aes' }, { cpu_type: 'host,flags=+aes' }],
    [
      {},
      { cpu_type: 'kvm64' },
      [],
      { rest: { declared: { ...aDeclaration({}), vmDefaults: { cpu_type: 'host' } } } },
    ],
    [
      { onboot: 'yes', startup: 'order=3,up=9' },
      { start_at_boot: true, boot_order: 3, boot_delay: 9 },
    ],
    [
      { startup: 'order=3,up=9,down=4' },
      { boot_order: 3, boot_delay: 9 },
      ['stays as it is, since no key holds all of it: startup: order=3,up=9,down=4'],
    ],
    [
      { net0: 'e1000=BC:24:11:00:80:02,bridge=vmbr1,tag=7' },
      { network_bridge: 'vmbr1', mac_address: 'BC:24:11:00:80:02' },
      ['stays as it is, since no key holds all of it: net0: tag=7'],
    ],
    [
      { agent: '1,fstrim_cloned_disks=1' },
      {},
      ['stays as it is, since no key holds all of it: agent: fstrim_cloned_disks=1'],
    ],
    [{ agent: undefined }, { agent: false, packages: ['qemu-guest-agent'] }],
    [{ template: '1', scsi0: 'guests:base-8001-disk-0,size=20G' }, { is_template: true }],
    [
      { scsi0: 'guests:base-8000-disk-0/vm-8001-disk-0,size=20G' },
      { clone_from_vmid: 8000, linked_clone: true },
    ],
    [
      { scsi0: 'guests:base-9000-disk-0/vm-8001-disk-0,size=20G' },
      {},
      ['its disk stands on template 9000, which is not declared: clone_from_vmid is left out'],
    ],
    [
      { scsi0: 'guests:vm-8001-disk-0,size=3584M' },
      { disk_size_gb: 3 },
      ['no whole number of GiB: scsi0: guests:vm-8001-disk-0,size=3584M'],
    ],
    [
      { balloon: '0', hotplug: 'disk', net1: 'virtio=BC:24:11:00:00:09,bridge=vmbr0' },
      {
        qm_options: [
          '--balloon 0',
          '--hotplug disk',
          '--net1 virtio=BC:24:11:00:00:09,bridge=vmbr0',
        ],
      },
    ],
    [{ args: '-device x' }, { qm_options: ['--args -device x'] }],
    [
      { ipconfig0: 'ip=dhcp,ip6=auto', nameserver: '1.1.1.1 9.9.9.9', searchdomain: 'lab.test' },
      {
        network_config: {
          ip: 'dhcp',
          nameservers: ['1.1.1.1', '9.9.9.9'],
          searchdomain: 'lab.test',
        },
      },
      ['stays as it is, since no key holds all of it: ipconfig0: ip6=auto'],
    ],
    [{}, { packages: ['htop'] }, [], { guest: { ...GUEST, packages: ['htop'] } }],
    [
      {},
      {},
      [
        'the password of ubuntu is not shown: user_config.password_hash is hashed_passwd in /var/lib/vz/snippets/phoenix-8001-user-data.yml',
      ],
      {
        guest: {
          ...GUEST,
          user_config: {
            username: 'ubuntu',
            ssh_keys: ['ssh-ed25519 AAAA a'],
            password_hash: '$6$x$y',
          },
        },
      },
    ],
    [
      {},
      { user_config: undefined },
      ['the file of its user-data is not there: user=local:snippets/phoenix-8001-user-data.yml'],
      { rest: { texts: new Map() } },
    ],
  ];
  it.each(cases)('%o', (extra, keys, notes = [], more = {}) => {
    const words = said(extra, more);
    if ('cannot' in words) throw new Error(words.cannot);
    const names = new Set([...Object.keys(PLAIN), ...Object.keys(words.keys)]);
    const plain: Record<string, unknown> = PLAIN;
    const different = [...names].filter(
      (name) => JSON.stringify(words.keys[name]) !== JSON.stringify(plain[name]),
    );
    expect(Object.fromEntries(different.map((name) => [name, words.keys[name]]))).toEqual(keys);
    expect(own(words.notes)).toEqual(notes);
  });

  it('of which another made the data of cloud-init has none declared, and no secret shown', () => {
    const words = said({
      cicustom: undefined,
      cipassword: '$6$secret',
      args: '-object secret,data=hunter2',
    });
    expect(words).toMatchObject({
      keys: expect.not.objectContaining({ user_config: expect.anything() }),
    });
    expect(JSON.stringify(words)).not.toContain('$6$');
    expect(JSON.stringify(words)).toContain('cipassword (not shown)');
    expect(JSON.stringify(words)).not.toContain('hunter2');
  });

  it.each([
    [{ scsi0: undefined }, 'it has no disk on a storage, of which the size is known'],
    [{ net0: undefined }, 'a declared VM has a network card on a bridge, and it has no such net0'],
  ])('cannot be said: %o', (extra, cannot) => {
    expect(said(extra)).toEqual({ cannot });
  });
});

it('the file keeps what it has, but for VMs of the same id', () => {
  const before = { vm_defaults: { cores: 2 }, vms: [{ vmid: '100', name: 'a' }, { vmid: 101 }] };
  expect(vmWording.file(new Map([[100, { name: 'b' }]]), before)).toEqual({
    vm_defaults: { cores: 2 },
    vms: [{ vmid: 101 }, { vmid: 100, name: 'b' }],
  });
});
