import { fromNothing } from './from-nothing.mjs';
import { largeLab } from './large-lab.mjs';

/**
 * A wide lab by `--parallel`: what the default was chosen by.
 * @param {{scale?: string, guests?: string, parallel?: string, runs?: string}} options
 */
export async function parallel({
  scale = '0.3',
  guests = '24',
  parallel: at = '1,2,4,8,16',
  runs = '1',
}) {
  const half = Number(guests) / 2;
  return fromNothing({
    make: () => largeLab({ containers: half, vms: half }),
    scale: Number(scale),
    parallel: at.split(',').map(Number),
    learned: false,
    runs: Number(runs),
  });
}
