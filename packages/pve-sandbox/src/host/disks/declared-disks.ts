import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Declared, object, text, values } from '../declared.ts';
import { type BlockDevice, devices, saveDevices } from './device.ts';
import { deviceAt, makeNodes } from './nodes.ts';

/** The paths of disks that the configuration names, each once. */
function declaredDisks({ hypervisor }: Declared): string[] {
  const paths = values(object(hypervisor.zfs).pools)
    .flatMap((pool) => values(object(pool).disks))
    .flatMap((disk) => text(disk) ?? []);
  return [...new Set(paths)].filter((path) => /^\/dev\/[\w./:+@-]+$/.test(path));
}

/** Makes an empty disk of each path that leads nowhere yet. */
export function makeDeclaredDisks(declared: Declared): void {
  for (const path of declaredDisks(declared)) {
    const all = devices();
    if (deviceAt(path, all) !== undefined) continue;
    const disk = diskAt(path, all);
    makeNodes(disk);
    saveDevices([...all, disk]);
  }
}

/** The disk that a path would be of: its name tells model, serial, size and kind. */
export function diskAt(path: string, all: readonly BlockDevice[]): BlockDevice {
  const id = basename(path);
  const direct = /^\/dev\/([a-z]+|nvme\d+n\d+)$/.exec(path)?.[1];
  const isNvme = /^nvme/.test(id);
  const [, bus = '', rest = ''] = /^(?:([a-z]+)-)?(.*)$/s.exec(id) ?? [];
  const parts = rest.split('_');
  const serial = direct === undefined ? (parts.pop() ?? rest) : `SERIAL-${id}`;
  const model = direct === undefined ? parts.join(' ') : '';
  const hash = createHash('sha1').update(id).digest('hex');
  const wwn = isNvme ? `eui.${hash.slice(0, 16)}` : `0x5000c500${hash.slice(0, 8)}`;
  const links = [
    ...(direct === undefined ? [path] : []),
    `/dev/disk/by-id/${isNvme ? 'nvme' : 'wwn'}-${wwn}`,
  ];
  return {
    name: direct ?? freeName(isNvme ? 'nvme' : 'sd', all),
    kind: 'disk',
    size: sizeOfName(rest),
    rotational: !isNvme && !/ssd/i.test(id),
    model: model === '' ? `Example ${bus === '' ? 'disk' : bus.toUpperCase()}` : model,
    serial,
    wwn,
    links: [...new Set(links)],
    signatures: [],
    mounted: [],
    swap: false,
  };
}

/** Bytes of a disk whose name says `2TB` or `500GB`, by the rule that all makers keep to. */
function sizeOfName(name: string): number {
  const [, number = '1', unit = 'T'] = /(\d+)\s?([TG])B?(?:_|$)/.exec(name) ?? [];
  const gigabytes = Number(number) * (unit === 'T' ? 1000 : 1);
  return (97_696_368 + 1_953_504 * (Math.min(gigabytes, 1e6) - 50)) * 512;
}

function freeName(kind: 'sd' | 'nvme', all: readonly BlockDevice[]): string {
  const used = new Set(all.map(({ name }) => name));
  for (let number = 0; ; number++) {
    const name = kind === 'nvme' ? `nvme${number}n1` : `sd${letters(number + 1)}`;
    if (!used.has(name)) return name;
  }
}

function letters(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : `${letters(Math.floor(number / 26) - 1)}${last}`;
}
