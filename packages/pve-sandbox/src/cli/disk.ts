import { diskAt } from '../host/disks/declared-disks.ts';
import { type BlockDevice, devices, isTable, saveDevices, treeOf } from '../host/disks/device.ts';
import { hold } from '../host/disks/hold.ts';
import { deviceAt, makeNodes, removeNodes } from '../host/disks/nodes.ts';
import { unpartitioned } from '../host/disks/partitions.ts';
import { signaturesOf, signatureTypes } from '../host/disks/signatures.ts';
import { tellSwaps } from '../host/disks/swaps-file.ts';
import { locked } from '../host/locked.ts';
import { leaveExported } from '../host/zfs/leave-exported.ts';
import { openSandbox } from './open.ts';
import { numberOption, textOption, wordsAndOptions } from './options.ts';
import { Refusal, UsageError } from './usage.ts';

const settings = {
  signature: { type: 'string' },
  label: { type: 'string' },
  mounted: { type: 'string' },
  'swap-on': { type: 'boolean' },
  holder: { type: 'string' },
  vg: { type: 'string' },
  pool: { type: 'string' },
  clear: { type: 'boolean' },
  serial: { type: 'string' },
  size: { type: 'string' },
  boot: { type: 'boolean' },
} as const;

type Values = Record<string, string | boolean | undefined>;

/** `disk DIR`: the disks of a host as JSON; `disk DIR DEVICE ...`: what is on one, from now on. */
export async function disk(args: readonly string[]): Promise<number> {
  const { words, values } = wordsAndOptions(args, settings, 2);
  const [dir = '', path] = words;
  openSandbox(dir);
  if (path === undefined) {
    if (Object.keys(values).length > 0) throw new UsageError('DEVICE is missing');
    process.stdout.write(`${JSON.stringify(devices(), null, 2)}\n`);
    return 0;
  }
  const size = numberOption(values, 'size', (bytes) => Number.isInteger(bytes) && bytes >= 2 ** 26);
  const signature = textOption(values, 'signature') ?? impliedSignature(values);
  if (signature !== undefined && !signatureTypes.includes(signature)) {
    throw new UsageError(`--signature is one of ${signatureTypes.join(', ')}`);
  }
  locked(() => change(path, values, size, signature));
  tellSwaps();
  return 0;
}

function impliedSignature(values: Values): string | undefined {
  if (values.pool !== undefined) return 'zfs_member';
  if (values.vg !== undefined) return 'LVM2_member';
  return values['swap-on'] === true ? 'swap' : undefined;
}

function change(
  path: string,
  values: Values,
  size: number | undefined,
  signature: string | undefined,
): void {
  const found = deviceAt(path) ?? made(path);
  if (values.clear === true) saveDevices(cleared(found, devices()));
  const device = deviceAt(path) ?? found;
  const serial = textOption(values, 'serial');
  const mounted = textOption(values, 'mounted');
  const group = textOption(values, 'vg');
  const label = textOption(values, 'label') ?? textOption(values, 'pool');
  const changed: BlockDevice = {
    ...device,
    ...(size !== undefined && { size }),
    ...(serial !== undefined && { serial }),
    ...(mounted !== undefined && { mounted: [...device.mounted, mounted] }),
    ...(values['swap-on'] === true && { swap: true }),
    ...(group !== undefined && { group }),
    ...(values.boot === true && { mounted: [...device.mounted, '/boot/efi'] }),
    ...(signature !== undefined && { signatures: withSignature(device, signature, label) }),
  };
  saveDevices(devices().map((one) => (one.name === changed.name ? changed : one)));
  const holder = textOption(values, 'holder');
  if (holder !== undefined) saveDevices(hold(changed, holder, devices()));
  const pool = textOption(values, 'pool');
  if (pool !== undefined) leaveExported(pool, path, changed);
}

/** A partition table and a file system exclude each other, as on a real disk. */
function withSignature(
  { signatures }: BlockDevice,
  type: string,
  label: string | undefined,
): BlockDevice['signatures'] {
  const kept = isTable(type) ? signatures.filter((one) => isTable(one.type)) : [];
  return [...kept.filter((one) => one.type !== type), ...signaturesOf(type, label)];
}

/** The device as it came from its maker: nothing on it, nobody at it. */
function cleared(device: BlockDevice, all: readonly BlockDevice[]): BlockDevice[] {
  const { group: _, ...rest } = device;
  const bare = { ...rest, signatures: [], mounted: [], swap: false };
  const left = unpartitioned(device, all);
  const above = treeOf(device, left).slice(1);
  for (const one of above) removeNodes(one);
  return left
    .filter((one) => !above.some(({ name }) => name === one.name))
    .map((one) => (one.name === device.name ? bare : one));
}

/** A disk that was not there: plugged in. */
function made(path: string): BlockDevice {
  if (!/^\/dev\/[\w./:+@-]+$/.test(path)) {
    throw new Refusal(`cannot find the disk '${path}'\nhint: a path below /dev`);
  }
  const all = devices();
  const device = diskAt(path, all);
  makeNodes(device);
  saveDevices([...all, device]);
  return device;
}
