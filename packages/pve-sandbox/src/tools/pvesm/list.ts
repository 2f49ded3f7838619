import { statSync } from 'node:fs';
import { list as names } from '../../state/files.ts';
import { guestIds } from '../../state/guests.ts';
import { hostPath } from '../../state/paths.ts';
import { contentTypes, enabledStorage, type Storage } from '../../state/storage-cfg.ts';
import { out } from '../../state/talk.ts';
import { parseVolname, type VolumeName } from '../../state/volume-ids.ts';
import { contentDir } from '../../state/volume-paths.ts';
import { guestVolumes, isFileStorage, volumeSize } from '../../state/volumes.ts';
import type { Handler } from '../cli/dispatch.ts';

interface Listed {
  volid: string;
  format: string;
  type: string;
  size: number;
  vmid?: number | undefined;
}

/** `pvesm list` */
export const list: Handler = ({ params }) => {
  const store = enabledStorage(params.get('storage') ?? '');
  const vmid = params.has('vmid') ? Number(params.get('vmid')) : undefined;
  const content = params.get('content');
  const rows = [...guestRows(store, vmid), ...(vmid === undefined ? otherRows(store) : [])]
    .filter(({ type }) => content === undefined || type === content)
    .sort((a, b) => (a.volid < b.volid ? -1 : 1));
  const width = Math.max(5, ...rows.map(({ volid }) => volid.length));
  const sizeWidth = Math.max(4, ...rows.map(({ size }) => `${size}`.length));
  const line = (cells: [string, string, string, string], last: string) =>
    `${cells[0].padEnd(width)} ${cells[1].padEnd(7)} ${cells[2].padEnd(9)} ${cells[3].padStart(sizeWidth)}${last}\n`;
  out(line(['Volid', 'Format', 'Type', 'Size'], ' VMID'));
  for (const { volid, format, type, size, vmid: owner } of rows) {
    out(line([volid, format, type, `${size}`], owner === undefined ? '' : ` ${owner}`));
  }
};

function guestRows(store: Storage, vmid: number | undefined): Listed[] {
  const containers = new Set(guestIds());
  return guestVolumes(store, vmid).map((each) => ({
    volid: each.volid,
    format: each.format,
    type: containers.has(each.vmid ?? 0) ? 'rootdir' : 'images',
    size: volumeSize(each),
    vmid: each.vmid,
  }));
}

const otherTypes: VolumeName['type'][] = ['vztmpl', 'iso', 'snippets', 'import', 'backup'];

/** Templates, images of CDs and what else a storage of files holds, without a guest. */
export function otherRows(store: Storage): Listed[] {
  if (!isFileStorage(store)) return [];
  return otherTypes
    .filter((type) => contentTypes(store).includes(type))
    .flatMap((type) => names(contentDir(store, type)).map((file) => otherRow(store, type, file)))
    .filter((row) => row !== undefined);
}

function otherRow(store: Storage, type: VolumeName['type'], file: string): Listed | undefined {
  const name = `${type}/${file}`;
  const path = hostPath(`${contentDir(store, type)}/${file}`);
  try {
    const { format } = parseVolname(store, name);
    return { volid: `${store.id}:${name}`, format, type, size: statSync(path).size };
  } catch {
    return undefined;
  }
}
