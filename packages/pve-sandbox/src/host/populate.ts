import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { type Declared, guests, type Json, machinesOf, object, text, values } from './declared.ts';
import { datasets, storages } from './declared-storages.ts';
import { freshLocal, localLvm, type Storage, storageCfg } from './storage-cfg.ts';
import { templateText } from './template-file.ts';
import { imageHead } from './web/image-content.ts';
import { makePools } from './zfs/declared-pools.ts';

/** storage.cfg of a fresh installation, without ZFS. */
export function makeFreshStorages(root: string): void {
  writeStorages(root, [freshLocal, localLvm]);
}

/** Storages with their directories, and pool directories with their datasets. */
export function makeStorages(root: string, declared: Declared): void {
  const all = storages(declared);
  writeStorages(root, all);
  for (const { pool, name } of datasets(declared)) makeDirectory(root, `/${pool}/${name}`);
  makePools(declared, all);
}

const contentDirectories: Record<string, string> = {
  iso: 'template/iso',
  vztmpl: 'template/cache',
  snippets: 'snippets',
  backup: 'dump',
  images: 'images',
  import: 'import',
};

function writeStorages(root: string, all: readonly Storage[]): void {
  const file = join(root, 'etc/pve/storage.cfg');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Set([...before.matchAll(/^\w+:\s*(\S+)/gm)].map(([, id]) => id));
  writeFileSync(file, before + storageCfg(all.filter(({ id }) => !known.has(id))));
  for (const { type, options } of all) {
    if (type === 'zfspool') makeDirectory(root, `/${options.pool}`);
    if (type !== 'dir') continue;
    for (const content of (options.content ?? '').split(',')) {
      const below = contentDirectories[content];
      if (below !== undefined) makeDirectory(root, `${options.path}/${below}`);
    }
  }
}

/** Templates of containers and images of VMs that the configuration names. */
export function makeTemplates(root: string, declared: Declared): void {
  for (const { template } of guests(declared)) {
    const path = text(template);
    if (path !== undefined && isAbsolute(path)) makeFile(root, path, templateText(path));
    const [, id, name] = /^([\w.-]+):vztmpl\/([^/]+)$/.exec(path ?? '') ?? [];
    const storage = storages(declared).find((one) => one.id === id);
    if (name !== undefined && storage?.options.path !== undefined) {
      makeFile(root, `${storage.options.path}/template/cache/${name}`, templateText(name));
    }
  }
  for (const { template_image: image } of machinesOf(declared.machines)) {
    const name = text(image);
    if (name === undefined || name.includes('://')) continue;
    const path = isAbsolute(name) ? name : `/var/lib/vz/template/iso/${name}`;
    const head = imageHead(basename(name));
    makeFile(root, path, head);
    if (!isAbsolute(name)) makeFile(root, `/var/lib/vz/import/${name}`, head);
  }
}

/** Host paths that guests mount. */
export function makeSharedPaths(root: string, declared: Declared): void {
  const shared = values(declared.hypervisor.shared_volumes).map((one) => object(one).host_path);
  const bound = guests(declared).flatMap((guest) =>
    values(guest.bind_mounts ?? guest.mount_points).map((one) => object(one).host_path),
  );
  for (const path of [...shared, ...bound]) {
    const found = text(path);
    if (found !== undefined && isAbsolute(found)) makeDirectory(root, found);
  }
}

/** AppArmor profiles that guests name. */
export function makeProfiles(root: string, declared: Declared): void {
  for (const { apparmor_profile: profile } of guests(declared)) {
    const name = text(profile);
    if (name === undefined || name === 'unconfined' || !/^[\w.-]+$/.test(name)) continue;
    makeFile(root, `/etc/apparmor.d/${name}`, `profile ${name} flags=(attach_disconnected) {\n}\n`);
  }
}

/** The graphics cards that guests are assigned, with their driver. */
export function makeGraphics(root: string, declared: Declared): void {
  const numbers = guests(declared).flatMap(({ gpu_assignment: gpus }) => indexes(gpus));
  if (numbers.length === 0) return;
  for (const number of new Set(numbers)) makeFile(root, `/dev/nvidia${number}`, '');
  for (const name of ['nvidiactl', 'nvidia-uvm', 'nvidia-uvm-tools', 'nvidia-modeset']) {
    makeFile(root, `/dev/${name}`, '');
  }
  const version =
    text(object(declared.hypervisor.nvidia_driver).version) ??
    text(declared.containers.nvidia_driver_version) ??
    '580.76.05';
  makeFile(root, '/sys/module/nvidia/version', `${version}\n`);
}

function indexes(gpus: Json): string[] {
  const all = Array.isArray(gpus) ? gpus.flatMap((one) => text(one) ?? []).join(',') : text(gpus);
  return (all ?? '').split(/[\s,]+/).filter((word) => /^\d{1,2}$/.test(word));
}

function makeDirectory(root: string, path: string): void {
  mkdirSync(join(root, normalize(path)), { recursive: true });
}

function makeFile(root: string, path: string, content: string | Buffer): void {
  const file = join(root, normalize(path));
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, content);
}
