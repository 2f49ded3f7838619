import { benchHost } from './host.mjs';
import { largeLab } from './large-lab.mjs';

/**
 * A wide lab by `--parallel`: what the default was chosen by.
 * @param {{scale?: string, guests?: string}} options
 */
export async function parallel({ scale = '0.3', guests = '24' }) {
  const half = Number(guests) / 2;
  console.log(`${half} containers and ${half} VMs, time scale ${scale}`);
  let first = 0;
  for (const at of [1, 2, 4, 8, 16]) {
    const host = benchHost(largeLab({ containers: half, vms: half }), { scale: Number(scale) });
    try {
      const { exit, seconds } = await host.phoenix(['LetsGo', '--parallel', `${at}`]);
      first ||= seconds;
      console.log(
        `--parallel ${at}: exit ${exit} in ${seconds.toFixed(1)} s, ${(first / seconds).toFixed(2)} times as fast`,
      );
    } finally {
      host.destroy();
    }
  }
}
