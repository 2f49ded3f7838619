import type { VmGuest } from '@phoenix/shared-config';
import type { Meaning, PlanProblem } from '@phoenix/shared-runtime';
import type { PlanInput } from './types.ts';

const GIB = 2 ** 30;

/** First bytes of images that are something else than what their names say: VMDK, VHDX, VHD, QED. */
const OTHERS = ['KDMV', '# Di', 'vhdx', 'cone', 'QED\0'];

/** Why an image that lies on the host cannot become the declared disk: a disk never shrinks. */
export function sizeProblems({ guest, world }: PlanInput, name: string, path: string) {
  const { paths, heads } = world.facts;
  const head = heads.get(path);
  const bytes = head && virtualSize(head, path, paths.get(path)?.size ?? 0);
  if (bytes === undefined || bytes <= guest.disk_size_gb * GIB) return [];
  const size = Math.ceil((bytes / GIB) * 100) / 100;
  const problem: PlanProblem = {
    message: `cannot create ${guest.id}: ${tooSmall(guest, name)} (${size} GiB)`,
    hint: `declare disk_size_gb ${Math.ceil(bytes / GIB)} or more for ${guest.id}`,
  };
  return [problem];
}

/** The same, when only Proxmox finds it out: the image was fetched just before. */
export function shrinking(guest: VmGuest, image: string): Meaning {
  return {
    says: 'shrinking disks is not supported',
    means: tooSmall(guest, image),
    hint: `declare a larger disk_size_gb for ${guest.id}, then type the same command again`,
  };
}

function tooSmall({ disk_size_gb }: VmGuest, image: string): string {
  return `its disk of ${disk_size_gb} GiB is smaller than image ${image}`;
}

/**
 * Bytes of the disk in an image; undefined when that cannot be told.
 * @param head the first 32 bytes: a qcow2 header has the size at 24 (QEMU, docs/interop/qcow2)
 * @param file bytes of the file, which is the disk itself where it is a raw one
 */
export function virtualSize(head: Uint8Array, path: string, file: number): number | undefined {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  if (magic === 'QFI\xfb' && head.length >= 32)
    return Number(new DataView(head.buffer, head.byteOffset).getBigUint64(24));
  return /\.(img|raw)$/.test(path) && !OTHERS.includes(magic) ? file : undefined;
}
