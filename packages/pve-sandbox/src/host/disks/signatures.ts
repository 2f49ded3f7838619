import { randomBytes, randomUUID } from 'node:crypto';
import type { Signature } from './device.ts';

interface Kind {
  offsets: number[];
  usage: string;
  /** Bytes that wipefs tells to have erased. */
  magic: string;
  version?: string;
  uuid?: () => string;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const letters = (count: number): string => hex(count).slice(0, count);
const lvmUuid = (): string => [6, 4, 4, 4, 4, 4, 6].map(letters).join('-');
const mdUuid = (): string => [8, 8, 8, 8].map(letters).join(':');
const zfsGuid = (): string => randomBytes(8).readBigUInt64BE().toString();

const kinds: Record<string, Kind> = {
  ext4: { offsets: [0x438], usage: 'filesystem', magic: '53 ef', version: '1.0', uuid: randomUUID },
  xfs: { offsets: [0], usage: 'filesystem', magic: '58 46 53 42', uuid: randomUUID },
  btrfs: {
    offsets: [0x10040],
    usage: 'filesystem',
    magic: '5f 42 48 52 66 53 5f 4d',
    uuid: randomUUID,
  },
  ntfs: {
    offsets: [3],
    usage: 'filesystem',
    magic: '4e 54 46 53 20 20 20 20',
    uuid: () => hex(8).toUpperCase(),
  },
  vfat: {
    offsets: [0x52],
    usage: 'filesystem',
    magic: '46 41 54 33 32 20 20 20',
    version: 'FAT32',
    uuid: () => `${hex(2)}-${hex(2)}`.toUpperCase(),
  },
  swap: {
    offsets: [0xff6],
    usage: 'other',
    magic: '53 57 41 50 53 50 41 43 45 32',
    version: '1',
    uuid: randomUUID,
  },
  LVM2_member: {
    offsets: [0x218],
    usage: 'raid',
    magic: '4c 56 4d 32 20 30 30 31',
    version: 'LVM2 001',
    uuid: lvmUuid,
  },
  linux_raid_member: {
    offsets: [0x1000],
    usage: 'raid',
    magic: 'fc 4e 2b a9',
    version: '1.2',
    uuid: mdUuid,
  },
  zfs_member: {
    offsets: [0x3f000, 0x3e000],
    usage: 'filesystem',
    magic: '0c b1 ba 00 00 00 00 00',
    version: '5000',
    uuid: zfsGuid,
  },
  crypto_LUKS: {
    offsets: [0],
    usage: 'crypto',
    magic: '4c 55 4b 53 ba be',
    version: '2',
    uuid: randomUUID,
  },
  gpt: { offsets: [0x200], usage: '', magic: '45 46 49 20 50 41 52 54' },
  PMBR: { offsets: [0x1fe], usage: '', magic: '55 aa' },
  dos: { offsets: [0x1fe], usage: '', magic: '55 aa' },
};

/** Every type of signature that a disk can be given. */
export const signatureTypes: readonly string[] = Object.keys(kinds).filter((one) => one !== 'PMBR');

/** The signatures that a program leaves which makes something of that type. */
export function signaturesOf(type: string, label?: string, uuid?: string): Signature[] {
  const { offsets = [], uuid: make } = kinds[type] ?? {};
  const own = uuid ?? make?.();
  const all = offsets.map((offset) => ({
    type,
    offset,
    ...(own !== undefined && { uuid: own }),
    ...(label !== undefined && { label }),
  }));
  return type === 'gpt' ? [...all, ...signaturesOf('PMBR')] : all;
}

/** How blkid classes a type: filesystem, raid, crypto, other. */
export const usageOf = (type: string): string => kinds[type]?.usage ?? 'filesystem';

/** The version of a format, where blkid tells it. */
export const versionOf = (type: string): string | undefined => kinds[type]?.version;

/** The bytes of a signature, as wipefs tells them. */
export const magicOf = (type: string): string => kinds[type]?.magic ?? '';
