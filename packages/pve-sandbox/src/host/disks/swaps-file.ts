import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OWN } from '../../record/files.ts';
import { hostPath } from '../../state/paths.ts';
import { devicePath, devices } from './device.ts';

/** What is swapped to, by the kernel's names. */
export const swaps = (): { name: string; size: number }[] =>
  devices()
    .filter(({ swap }) => swap)
    .map((device) => ({
      name: device.kind === 'lvm' ? `/dev/${device.name}` : devicePath(device),
      size: device.size - 4096,
    }));

/** The text of /proc/swaps. */
export function swapsText(): string {
  const head = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
  return `${head}${swaps()
    .map(
      ({ name, size }, at) =>
        `${name.padEnd(39)} partition\t${Math.floor(size / 1024)}\t\t0\t\t${-2 - at}\n`,
    )
    .join('')}`;
}

/** The file that stands in for the machine's /proc/swaps. */
export const swapsFile = `${OWN}/proc/swaps`;

/** Writes what /proc/swaps shows; in place, because a running command has it mounted. */
export function tellSwaps(): void {
  const file = hostPath(swapsFile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, swapsText());
}
