import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copiedEtc, etcFiles, pveFiles } from './etc-files.ts';
import { borrowedEtc, devices } from './mounts.ts';
import type { Release } from './release.ts';
import { releaseFiles } from './release-files.ts';
import { writeMissing } from './write-missing.ts';

/** Fills /etc of a new host, with what the machine's programs expect there. */
export function makeEtc(root: string, release: Release): void {
  writeMissing(root, releaseFiles(release));
  writeMissing(root, etcFiles);
  writeMissing(root, pveFiles);
  chmodSync(join(root, 'etc/shadow'), 0o640);
  for (const name of copiedEtc) {
    const target = join(root, 'etc', name);
    if (existsSync(`/etc/${name}`) && !existsSync(target)) {
      cpSync(`/etc/${name}`, target, { recursive: true, dereference: true });
    }
  }
  for (const name of borrowedEtc) {
    if (existsSync(`/etc/${name}`)) mkdirSync(join(root, 'etc', name), { recursive: true });
  }
  const localtime = join(root, 'etc/localtime');
  if (lstatSync(localtime, { throwIfNoEntry: false }) === undefined) {
    symlinkSync('/usr/share/zoneinfo/Etc/UTC', localtime);
  }
}

/** Devices that every host has, for guests that are given them; nothing is behind them here. */
const EMPTY_DEVICES = ['fuse', 'kvm', 'loop-control', 'net/tun'];

/** Makes the files that the machine's device files are bound over, and those without a device. */
export function makeDevicePlaces(root: string): void {
  mkdirSync(join(root, 'dev/net'), { recursive: true });
  for (const name of [...devices, ...EMPTY_DEVICES])
    writeFileSync(join(root, 'dev', name), '', { flag: 'a' });
}
