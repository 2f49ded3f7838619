import { lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { hostPath } from '../../state/paths.ts';
import { type BlockDevice, devices } from './device.ts';

/** Makes the file and the links of a device below /dev, as udev does. */
export function makeNodes(device: BlockDevice): void {
  const node = `/dev/${device.name}`;
  writeFileSync(hostPath(node), '', { flag: 'a' });
  for (const link of device.links) {
    const at = hostPath(link);
    if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) rmSync(at);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(relative(dirname(link), node), at);
  }
}

/** Takes the file and the links of a device away. */
export function removeNodes({ name, links }: BlockDevice): void {
  for (const path of [`/dev/${name}`, ...links]) rmSync(hostPath(path), { force: true });
}

/** What a path leads to, as a path of the host; undefined where it leads nowhere. */
export function resolved(path: string): string | undefined {
  try {
    const top = realpathSync(hostPath('/'));
    const real = realpathSync(hostPath(path));
    return top === '/' ? real : `/${relative(top, real)}`;
  } catch {
    return undefined;
  }
}

/** The device that a path, or a kernel's name, leads to. */
export function deviceAt(
  path: string,
  all: readonly BlockDevice[] = devices(),
): BlockDevice | undefined {
  const real = resolved(path.startsWith('/') ? path : `/dev/${path}`);
  return all.find(({ name }) => `/dev/${name}` === real);
}
