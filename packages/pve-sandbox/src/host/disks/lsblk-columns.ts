import { type BlockDevice, contentOf, devicePath, tableOf } from './device.ts';
import { versionOf } from './signatures.ts';
import { sizeText } from './size-text.ts';

/** What a cell holds: null where the device has nothing of the kind. */
export type Cell = string | number | boolean | null | (string | null)[];

/** How sizes and names are to be told. */
export interface Style {
  bytes: boolean;
  paths: boolean;
}

type Column = (device: BlockDevice, all: readonly BlockDevice[], style: Style) => Cell;

const diskOf = (device: BlockDevice, all: readonly BlockDevice[]): BlockDevice => {
  const below = all.find(({ name }) => name === device.parent);
  return below === undefined ? device : diskOf(below, all);
};

const mountPoints = ({ mounted, swap }: BlockDevice): string[] => [
  ...mounted,
  ...(swap ? ['[SWAP]'] : []),
];

const majors: Record<BlockDevice['kind'], number> = {
  disk: 8,
  part: 8,
  lvm: 252,
  crypt: 252,
  raid1: 9,
};

const majorOf = ({ name: kernel, kind }: BlockDevice): number =>
  /^nvme/.test(kernel) ? 259 : majors[kind];

const name = (device: BlockDevice): string =>
  devicePath(device).replace(/^\/dev\/(?:mapper\/)?/, '');

const columns: Record<string, Column> = {
  NAME: (device, _, { paths }) => (paths ? devicePath(device) : name(device)),
  KNAME: (device, _, { paths }) => (paths ? `/dev/${device.name}` : device.name),
  PATH: devicePath,
  'MAJ:MIN': (device, all) => {
    const alike = all.filter((one) => majorOf(one) === majorOf(device));
    return `${majorOf(device)}:${alike.findIndex((one) => one.name === device.name)}`;
  },
  RM: () => false,
  SIZE: ({ size }, _, { bytes }) => (bytes ? size : sizeText(size)),
  RO: () => false,
  TYPE: ({ kind }) => kind,
  MOUNTPOINT: (device) => mountPoints(device)[0] ?? null,
  MOUNTPOINTS: (device) => (mountPoints(device).length === 0 ? [null] : mountPoints(device)),
  SERIAL: ({ serial }) => serial ?? null,
  MODEL: ({ model }) => model ?? null,
  VENDOR: ({ name: kernel, kind }) => (kind === 'disk' && /^sd/.test(kernel) ? 'ATA     ' : null),
  WWN: (device, all) => diskOf(device, all).wwn ?? null,
  ROTA: ({ rotational }) => rotational,
  TRAN: ({ kind, name: kernel }) =>
    kind !== 'disk' ? null : /^nvme/.test(kernel) ? 'nvme' : 'sata',
  FSTYPE: (device) => contentOf(device)?.type ?? null,
  FSVER: (device) => versionOf(contentOf(device)?.type ?? '') ?? null,
  LABEL: (device) => contentOf(device)?.label ?? null,
  UUID: (device) => contentOf(device)?.uuid ?? null,
  PTTYPE: (device, all) => tableOf(device.kind === 'part' ? diskOf(device, all) : device) ?? null,
  PARTTYPE: ({ partition }) => partition?.type ?? null,
  PARTLABEL: ({ partition }) => partition?.label ?? null,
  PARTUUID: ({ partition }) => partition?.uuid ?? null,
  PARTN: ({ partition }) => partition?.number ?? null,
  START: ({ partition }) => (partition === undefined ? null : partition.start / 512),
  PKNAME: ({ parent }, _, { paths }) =>
    parent === undefined ? null : paths ? `/dev/${parent}` : parent,
  STATE: ({ kind }) => (kind === 'disk' || kind === 'lvm' ? 'running' : null),
  'PHY-SEC': () => 512,
  'LOG-SEC': () => 512,
  HOTPLUG: () => false,
};

/** Every column that lsblk knows here, in the order of `--output-all`. */
export const allColumns: readonly string[] = Object.keys(columns);

/** The columns of a call without `--output`. */
export const usualColumns = ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS'];

/** The columns of `--fs`. */
export const fsColumns = ['NAME', 'FSTYPE', 'FSVER', 'LABEL', 'UUID', 'MOUNTPOINTS'];

/** Whether lsblk has a column of that name (upper case). */
export const isColumn = (column: string): boolean => Object.hasOwn(columns, column);

/** What stands in a column for a device. */
export function cell(
  column: string,
  device: BlockDevice,
  all: readonly BlockDevice[],
  style: Style,
): Cell {
  return columns[column]?.(device, all, style) ?? null;
}

/** Whether a column stands right in a table. */
export const isRight = (column: string): boolean =>
  ['RM', 'SIZE', 'RO', 'ROTA', 'PARTN', 'START', 'PHY-SEC', 'LOG-SEC', 'HOTPLUG'].includes(column);
