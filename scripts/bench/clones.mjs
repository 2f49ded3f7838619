import { benchHost, failures } from './host.mjs';
import { largeLab } from './large-lab.mjs';

/**
 * Many containers of one source and many VMs of one template, 16 at a time: with the limits that
 * follow Proxmox's locks, and without them.
 * @param {{scale?: string, guests?: string}} options
 */
export async function clones({ scale = '0.1', guests = '50' }) {
  const count = Number(guests);
  console.log(
    `${count} containers of one source, ${count} VMs of one template, time scale ${scale}`,
  );
  for (const limits of ['on', 'off']) {
    const host = benchHost(largeLab({ containers: count, vms: count }), { scale: Number(scale) });
    try {
      const { exit, seconds, result } = await host.phoenix(['LetsGo', '--parallel', '16'], {
        PHOENIX_LIMITS: limits,
      });
      const failed = failures(host.log());
      const { created, failed: bad, skipped } = result.summary;
      console.log(
        `limits ${limits}: exit ${exit} in ${seconds.toFixed(1)} s, ${created} created, ${bad} failed,` +
          ` ${skipped} skipped; ${failed.length} of ${host.log().length} commands failed`,
      );
      const kinds = Map.groupBy(
        failed,
        ({ argv, exit: status }) => `${argv.slice(0, 2).join(' ')}, exit ${status}`,
      );
      for (const [kind, list] of kinds) console.log(`  ${list.length} x ${kind}`);
    } finally {
      host.destroy();
    }
  }
}
