import { out } from '../../state/talk.ts';
import { enter } from '../job/phases.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `1.0 GiB`, as Proxmox tells of sizes. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

const line = (done: number, total: number): void => {
  const percent = total === 0 ? 100 : (done / total) * 100;
  out(`transferred ${bytesText(done)} of ${bytesText(total)} (${percent.toFixed(2)}%)\n`);
};

/** Copies a disk's bytes: takes the time of the phase and tells of the progress. */
export async function transfer(bytes: number, copy: () => void | Promise<void>): Promise<void> {
  line(0, bytes);
  await enter('copying', 1.5);
  await copy();
  for (const part of [0.25, 0.5, 0.75, 1]) line(Math.floor(bytes * part), bytes);
  line(bytes, bytes);
}
