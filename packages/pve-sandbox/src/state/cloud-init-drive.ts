import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostPath } from './paths.ts';
import { drives, isCloudInit } from './vm-drives.ts';
import { loadVm } from './vms.ts';
import { volume } from './volume-ids.ts';
import { treePath } from './volume-paths.ts';

/** What a NoCloud drive tells a guest. */
export interface CloudInitData {
  user: string;
  network: string;
  meta: string;
  vendor: string;
}

const fileNames: Record<keyof CloudInitData, string> = {
  user: 'user-data',
  network: 'network-config',
  meta: 'meta-data',
  vendor: 'vendor-data',
};

/** Host path of the directory with the files of a machine's cloud-init drive, if it has one. */
function directory(id: number): string | undefined {
  const drive = drives(loadVm(id).values).find(isCloudInit);
  return drive === undefined || /:cloudinit$/.test(drive.file)
    ? undefined
    : treePath(volume(drive.file));
}

/** What was last written to a machine's cloud-init drive; undefined when nothing was. */
export function readDrive(id: number): CloudInitData | undefined {
  const place = directory(id);
  if (place === undefined || !existsSync(join(hostPath(place), fileNames.meta))) return undefined;
  const read = (key: keyof CloudInitData) =>
    readFileSync(join(hostPath(place), fileNames[key]), 'utf8');
  return {
    user: read('user'),
    network: read('network'),
    meta: read('meta'),
    vendor: read('vendor'),
  };
}

/** Writes a machine's cloud-init drive anew; the metadata, which counts, last. */
export function writeDrive(id: number, data: CloudInitData): void {
  const place = directory(id);
  if (place === undefined) return;
  mkdirSync(hostPath(place), { recursive: true });
  for (const key of ['user', 'network', 'vendor', 'meta'] as const) {
    writeFileSync(join(hostPath(place), fileNames[key]), data[key]);
  }
}
