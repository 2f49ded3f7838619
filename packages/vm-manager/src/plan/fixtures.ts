import type { VmGuest } from '@phoenix/shared-config';
import { doorOf, type Observed, plannersOf, VMS } from '@phoenix/shared-runtime/guests';
import {
  ABSENT,
  aDeclaration,
  planLines,
  running,
  someFacts,
} from '@phoenix/shared-runtime/testing';
import { machine } from '../cloud-init/fixtures.ts';
import { userData } from '../cloud-init/user-data.ts';
import type { PlanInput } from './types.ts';
import { vmWays } from './ways.ts';

/** The planners of VMs. */
export const {
  planCreate,
  planReconfigure,
  planRestart,
  planRollback,
  planSnapshot,
  planStart,
  planStop,
  planDelete,
} = plannersOf(vmWays);

/** Storages of the fixture host: ZFS for disks, a directory for everything, LVM. */
const STORAGE_CFG = `zfspool: guests
\tpool tank/guests
\tcontent rootdir,images

dir: local
\tpath /var/lib/vz
\tcontent snippets,import,iso

dir: files
\tpath /srv/files
\tcontent images

lvm: thick
\tvgname pve
\tcontent images
`;

export const IMAGE = 'noble-server-cloudimg-amd64.img';
export const CACHED = `/var/cache/phoenix/images/${IMAGE}`;

/** A VM with as little as a VM can have, made from a cloud image. */
export function aVm(id: number, overrides: Partial<VmGuest> = {}): VmGuest {
  return machine({
    id,
    name: `vm-${id}`,
    storage_pool: 'guests',
    template_image: IMAGE,
    network_config: { ip: `10.0.0.${id % 250}/24`, gw: '10.0.0.1' },
    user_config: { username: 'ubuntu', ssh_keys: [] },
    ...overrides,
  });
}

/** A clone: no image of its own. */
export function aClone(id: number, from: number, overrides: Partial<VmGuest> = {}): VmGuest {
  const { template_image: _image, ...guest } = aVm(id, overrides);
  return { ...guest, clone_from_vmid: from };
}

/** Path of the user-data that Phoenix writes for a VM. */
export function snippetOf(id: number): string {
  return `/var/lib/vz/snippets/phoenix-${id}-user-data.yml`;
}

/** The conf file that Proxmox has after `aVm` was created as declared; `extra` replaces or adds. */
export function confOf(guest: VmGuest, extra: Record<string, string | undefined> = {}): string {
  const { ip, gw } = guest.network_config ?? { ip: 'dhcp' };
  const keys: Record<string, string | undefined> = {
    agent: 'enabled=1',
    boot: 'order=scsi0',
    cicustom: `user=local:snippets/phoenix-${guest.id}-user-data.yml`,
    ciuser: 'ubuntu',
    cores: `${guest.cores}`,
    ide2: `guests:vm-${guest.id}-cloudinit,media=cdrom`,
    ipconfig0: `ip=${ip}${gw === undefined ? '' : `,gw=${gw}`}`,
    memory: `${guest.memory_mb}`,
    meta: 'creation-qemu=10.0.13,ctime=1795382504',
    name: guest.name,
    net0: 'virtio=BC:24:11:00:80:01,bridge=vmbr0',
    onboot: guest.start_at_boot ? '1' : '0',
    ostype: 'l26',
    scsi0: `guests:vm-${guest.id}-disk-0,discard=on,size=${guest.disk_size_gb}G`,
    scsihw: 'virtio-scsi-single',
    serial0: 'socket',
    smbios1: 'uuid=31fff042-1211-4277-9672-7717d7c25f09',
    vga: 'serial0',
    vmgenid: '9e598c74-6d4d-46c0-b7e6-3c05a2c3831b',
    ...extra,
  };
  const lines = Object.entries(keys).filter(([, value]) => value !== undefined);
  return `${lines.map(([key, value]) => `${key}: ${value}`).join('\n')}\n`;
}

/** A VM as it is observed while it is stopped: it cannot be asked what it remembers. */
export function stopped(conf: string, rest: Partial<Observed> = {}): Observed {
  const { memory: _memory, ...observed } = running(conf);
  return { ...observed, running: false, ...rest };
}

interface Setting {
  guests: readonly VmGuest[];
  observed?: Readonly<Record<number, Observed>>;
  scripts?: readonly string[];
  paths?: readonly string[];
  texts?: Readonly<Record<string, string>>;
  heads?: Readonly<Record<string, Uint8Array>>;
  storages?: string;
  planned?: readonly number[];
}

/** Everything that a planner reads, for the first of the guests; snippets of VMs that exist lie there. */
export function anInput(setting: Setting): PlanInput {
  const [guest] = setting.guests;
  if (!guest) throw new Error('a planner needs a guest');
  const vms = new Map(setting.guests.map((one) => [one.id, one]));
  const existing = setting.guests.filter(({ id }) => setting.observed?.[id]?.conf !== undefined);
  const snippets = existing.map((one) => [snippetOf(one.id), userData(one)]);
  return {
    kind: VMS,
    door: doorOf('vm-manager'),
    declared: aDeclaration({ vms }),
    guests: vms,
    world: {
      facts: someFacts({
        ...setting,
        storages: setting.storages ?? STORAGE_CFG,
        paths: ['/sys/class/net/vmbr0', CACHED, ...(setting.paths ?? [])],
        texts: { ...Object.fromEntries(snippets), ...setting.texts },
      }),
      guests: new Map([...vms.keys()].map((id) => [id, setting.observed?.[id] ?? ABSENT])),
    },
    guest,
    earlier: new Map([...(setting.planned ?? vms.keys())].map((id) => [id, 'made'])),
  };
}

/** A template as it is declared, and its conf file. */
export const TEMPLATE = aVm(8000, { is_template: true });
export const TEMPLATE_CONF = confOf(TEMPLATE, {
  template: '1',
  scsi0: 'guests:base-8000-disk-0,discard=on,size=20G',
});

type Seen = Omit<Setting, 'guests'>;

export const create = (guest: VmGuest, setting: Seen = {}, bring = false) =>
  planCreate(anInput({ guests: [guest], ...setting }), bring);
export const lines = (guest: VmGuest, setting: Seen = {}, bring = false) =>
  planLines(create(guest, setting, bring));
export const idsOf = (guest: VmGuest, setting: Seen = {}) =>
  create(guest, setting).operations.map(({ id }) => id);
export const argvOf = (guest: VmGuest, id: string, setting: Seen = {}) => {
  const operation = create(guest, setting).operations.find((one) => one.id === id);
  return operation && 'run' in operation ? [...operation.run] : [];
};
