/** A volume as `pvesm list` tells it. */
export interface ListedVolume {
  /** `guests:subvol-950-disk-1` */
  readonly volid: string;
  readonly bytes: number;
}

/** Reads what `pvesm list` prints: `Volid Format Type Size VMID`, a volume a line. */
export function readVolumes(text: string): ListedVolume[] {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([volid = '', , , size]) =>
    volid.includes(':') && size !== undefined ? [{ volid, bytes: Number(size) }] : [],
  );
}

/** A volume that a setting asks Proxmox to make; without `bytes` it is a cloud-init drive. */
export interface NewVolume {
  readonly storage: string;
  readonly bytes?: number;
}

/** `STORAGE:GiB` and `STORAGE:cloudinit`, with or without properties; undefined for anything else. */
export function newVolume(value: string): NewVolume | undefined {
  const [, storage, size] = /^([a-z][\w.-]*):(\d+(?:\.\d+)?|cloudinit)(?:,|$)/i.exec(value) ?? [];
  if (storage === undefined || size === undefined) return undefined;
  return size === 'cloudinit' ? { storage } : { storage, bytes: Math.ceil(Number(size) * 2 ** 30) };
}
