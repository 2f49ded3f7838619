import { stays, type Unspeakable, type Words } from '@phoenix/shared-runtime/guests';
import { parseProperties, parseSize } from '@phoenix/shared-runtime/pve';

const GIB = 2 ** 30;

/** The root disk; `source` is the template that a linked clone stands on. */
export interface Root extends Words {
  readonly source?: number;
}

/** The root disk. Sizes are declared in whole GiB: the next one below, since no disk is ever shrunk. */
export function rootWords(rootfs: string | undefined): Root | Unspeakable {
  const { '': volume = '', size = '' } = parseProperties(rootfs ?? '');
  const [storage_pool = '', name] = volume.split(':');
  const bytes = parseSize(size);
  if (rootfs === undefined || name === undefined || bytes === undefined)
    return { cannot: `it has no root disk on a storage, of which the size is known` };
  const source = /^(?:\d+\/)?base(?:vol)?-(\d+)-disk-\d+[^/]*\/./.exec(name)?.[1];
  return {
    ...(source === undefined ? {} : { source: Number(source) }),
    keys: { storage_pool, storage_size_gb: Math.max(1, Math.floor(bytes / GIB)) },
    notes: bytes % GIB === 0 ? [] : [`no whole number of GiB: rootfs: ${rootfs}`],
  };
}

/** Mount points; those of the shared volumes of the host (`shared`, by path) are declared there. */
export function mountWords(
  mounts: readonly (readonly [key: string, value: string])[],
  shared: ReadonlyMap<string, string>,
): Words {
  const volumes: object[] = [];
  const binds: object[] = [];
  const notes: string[] = [];
  for (const [key, value] of mounts) {
    const { '': source = '', mp = '', size = '', ro, ...options } = parseProperties(value);
    const [pool = '', name] = source.split(':');
    const bytes = parseSize(size) ?? 0;
    if (source.startsWith('/') && shared.get(mp) === source && ro !== '1') continue;
    if (source.startsWith('/')) {
      const read_only = ro === '1' ? { read_only: true } : {};
      binds.push({ host_path: source, container_path: mp, ...read_only });
      if (Object.keys(options).length > 0 || size !== '') notes.push(stays(key, value));
    } else if (name !== undefined && bytes >= GIB) {
      volumes.push({ name: key, pool, size_gb: Math.floor(bytes / GIB), mount_point: mp });
      const isWhole = bytes % GIB === 0 && ro === undefined && Object.keys(options).length === 0;
      if (!isWhole) notes.push(stays(key, value));
    } else notes.push(`not declared, since its size is below one GiB or unknown: ${key}: ${value}`);
  }
  return {
    keys: {
      ...(volumes.length === 0 ? {} : { volumes }),
      ...(binds.length === 0 ? {} : { mount_points: binds }),
    },
    notes,
  };
}
