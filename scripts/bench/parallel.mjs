import { fromNothing } from './from-nothing.mjs';
import { largeLab } from './large-lab.mjs';

/**
 * A wide lab by `--parallel`: what the default was chosen by.
 * @param {{scale?: number, guests?: number, parallel?: readonly number[], runs?: number}} options
 */
export async function parallel({
  scale = 0.3,
  guests = 24,
  parallel: at = [1, 2, 4, 8, 16],
  runs = 1,
}) {
  const vms = Math.floor(guests / 2);
  return fromNothing({
    make: () => largeLab({ containers: guests - vms, vms }),
    scale,
    parallel: at,
    learned: false,
    runs,
  });
}
