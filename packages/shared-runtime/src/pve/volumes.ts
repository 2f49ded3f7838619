/** A volume as `pvesm list` tells it. */
export interface ListedVolume {
  /** `guests:subvol-950-disk-1` */
  readonly volid: string;
  readonly bytes: number;
}

const ROW = /^\s*(\S+:\S+)\s+\S+\s+\S+\s+(\d+)\b/;

/** Reads what `pvesm list` prints: `Volid Format Type Size VMID`, a volume a line. */
export function readVolumes(text: string): ListedVolume[] {
  return text.split('\n').flatMap((line) => {
    const row = ROW.exec(line) as [line: string, volid: string, bytes: string] | null;
    return row === null ? [] : [{ volid: row[1], bytes: Number(row[2]) }];
  });
}

/** A volume that a setting asks Proxmox to make; without `bytes` it is a cloud-init drive. */
export interface NewVolume {
  readonly storage: string;
  readonly bytes?: number;
}

const NEW = /^([a-z][\w.-]*):(\d+(?:\.\d+)?|cloudinit)(?:,|$)/i;

/** `STORAGE:GiB` and `STORAGE:cloudinit`, with or without properties; undefined for anything else. */
export function newVolume(value: string): NewVolume | undefined {
  const asked = NEW.exec(value) as [value: string, storage: string, size: string] | null;
  if (asked === null) return undefined;
  const [, storage, size] = asked;
  return size === 'cloudinit' ? { storage } : { storage, bytes: Math.ceil(Number(size) * 2 ** 30) };
}
