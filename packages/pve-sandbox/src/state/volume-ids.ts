import { Refusal } from './refusal.ts';
import { type Storage, storage } from './storage-cfg.ts';

/** What a volume id says about itself, without a look at the storage's content. */
export interface VolumeName {
  /** Guest that it belongs to; undefined for templates, images of a CD and alike. */
  vmid?: number;
  /** rootdir and images are told apart by the guest, not by the name. */
  type: 'images' | 'vztmpl' | 'iso' | 'snippets' | 'import' | 'backup';
  format: string;
  /** Last part of the name, which is the file or dataset. */
  file: string;
  isBase: boolean;
  /** Linked clones on ZFS name the volume that they grow from. */
  parent?: string;
}

/** `STORAGE:NAME` in its parts. @throws Refusal */
export function splitVolid(volid: string, exit = 255): { storeId: string; name: string } {
  const [, storeId, name] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/i.exec(volid) ?? [];
  if (storeId === undefined || name === undefined) {
    throw new Refusal(`unable to parse volume ID '${volid}'`, exit);
  }
  return { storeId, name };
}

/** Whether a mount point's value is a path of the host and not a volume. */
export const isHostPath = (volume: string): boolean => volume.startsWith('/');

/** The parts of a volume name as its storage reads it. @throws Refusal */
export function parseVolname(store: Storage, name: string): VolumeName {
  if (store.type === 'zfspool') return parseDataset(name);
  if (store.type === 'lvm' || store.type === 'lvmthin' || store.type === 'rbd') {
    return parseBlock(store, name);
  }
  return parseFile(name);
}

const otherTypes: [pattern: RegExp, type: VolumeName['type']][] = [
  [/^vztmpl\/([^/]+\.tar\.(gz|xz|zst|bz2))$/, 'vztmpl'],
  [/^iso\/([^/]+\.(iso|img))$/i, 'iso'],
  [/^snippets\/([^/]+)$/, 'snippets'],
  [/^import\/([^/]+\.(ova|ovf|qcow2|raw|vmdk))$/i, 'import'],
  [/^backup\/([^/]+\.(tgz|tar(?:\.[a-z0-9]+)?|vma(?:\.[a-z0-9]+)?))$/, 'backup'],
];

function parseFile(name: string): VolumeName {
  const linked = /^(\d+\/[^/]+)\/(\d+\/[^/]+)$/.exec(name);
  const own = linked?.[2] ?? name;
  const [, vmid, file] = /^(\d+)\/([^/]+)$/.exec(own) ?? [];
  if (vmid !== undefined && file !== undefined) {
    const format = /\.(raw|qcow2|vmdk|subvol)$/.exec(file)?.[1];
    if (format === undefined) throw new Refusal(`unable to parse volume filename '${file}'`);
    return {
      vmid: Number(vmid),
      type: 'images',
      format,
      file,
      isBase: /^(?:base|basevol)-/.test(file),
      ...(linked?.[1] !== undefined && { parent: linked[1] }),
    };
  }
  for (const [pattern, type] of otherTypes) {
    const [, found, ending = ''] = pattern.exec(name) ?? [];
    if (found !== undefined) {
      const format = type === 'vztmpl' ? templateFormat(ending) : ending.toLowerCase();
      return { type, format: format === '' ? 'snippet' : format, file: found, isBase: false };
    }
  }
  throw new Refusal(`unable to parse directory volume name '${name}'`);
}

const templateFormat = (ending: string): string => `t${ending}`;

function parseDataset(name: string): VolumeName {
  const match = /^(?:((?:base|basevol)-\d+-\S+)\/)?((base|basevol|vm|subvol)-(\d+)-\S+)$/.exec(
    name,
  );
  const [, parent, file, prefix = '', vmid] = match ?? [];
  if (file === undefined) throw new Refusal(`unable to parse zfs volume name '${name}'`);
  const format = /vol$/.test(prefix) ? 'subvol' : 'raw';
  const isBase = prefix.startsWith('base');
  return { vmid: Number(vmid), type: 'images', format, file, isBase, ...(parent && { parent }) };
}

function parseBlock(store: Storage, name: string): VolumeName {
  const match = /^(?:(base-\d+-\S+)\/)?((vm|base)-(\d+)-\S+)$/.exec(name);
  const [, parent, file, prefix, vmid] = match ?? [];
  if (file === undefined) {
    const kind = store.type === 'rbd' ? 'rbd' : 'lvm';
    throw new Refusal(`unable to parse ${kind} volume name '${name}'`);
  }
  const isBase = prefix === 'base';
  return {
    vmid: Number(vmid),
    type: 'images',
    format: 'raw',
    file,
    isBase,
    ...(parent && { parent }),
  };
}

/** A volume: where its storage is, what its name says. */
export interface Volume extends VolumeName {
  store: Storage;
  name: string;
  volid: string;
}

/** The volume of an id; whether it exists is another question. @throws Refusal */
export function volume(volid: string): Volume {
  const { storeId, name } = splitVolid(volid);
  const store = storage(storeId);
  return { ...parseVolname(store, name), store, name, volid };
}
