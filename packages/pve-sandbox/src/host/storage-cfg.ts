/** A section of /etc/pve/storage.cfg: type, id and options in their order. */
export type Storage = { type: string; id: string; options: Record<string, string> };

/** The text of storage.cfg. */
export function storageCfg(storages: readonly Storage[]): string {
  return storages
    .map(({ type, id, options }) => {
      const lines = Object.entries(options).map(([key, value]) => `\t${key} ${value}\n`);
      return `${type}: ${id}\n${lines.join('')}\n`;
    })
    .join('');
}

/** The storage that every host has, on one that is set up. */
export const local: Storage = {
  type: 'dir',
  id: 'local',
  options: { path: '/var/lib/vz', content: 'backup,import,iso,snippets,vztmpl' },
};

/** The same as the installer leaves it: cloud-init's snippets are not among its contents. */
export const freshLocal: Storage = {
  ...local,
  options: { ...local.options, content: 'backup,import,iso,vztmpl' },
};

/** What the installer adds on a disk without ZFS. */
export const localLvm: Storage = {
  type: 'lvmthin',
  id: 'local-lvm',
  options: { thinpool: 'data', vgname: 'pve', content: 'images,rootdir' },
};

/** What the installer adds on ZFS. */
export const localZfs: Storage = {
  type: 'zfspool',
  id: 'local-zfs',
  options: { pool: 'rpool/data', content: 'images,rootdir', sparse: '1' },
};
