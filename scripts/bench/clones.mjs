import { benchHost, failures } from './host.mjs';
import { largeLab } from './large-lab.mjs';
import { table } from './measure.mjs';

/**
 * Many containers of one source and many VMs of one template, 16 at a time: with the limits that
 * follow Proxmox's locks, and without them.
 * @param {{scale?: number, guests?: number}} options
 */
export async function clones({ scale = 0.1, guests = 50 }) {
  const rows = [];
  for (const limits of ['on', 'off']) {
    const host = benchHost(largeLab({ containers: guests, vms: guests }), { scale });
    try {
      const { exit, seconds, result } = await host.phoenix(['LetsGo', '--parallel', '16'], {
        PHOENIX_LIMITS: limits,
      });
      const log = host.log();
      const kinds = Map.groupBy(
        failures(log),
        ({ argv, exit: status }) => `${argv.slice(0, 2).join(' ')}, exit ${status}`,
      );
      const { created, failed, skipped } = result.summary;
      rows.push([
        limits,
        `${exit}`,
        seconds.toFixed(1),
        ...[created, failed, skipped, log.length].map(String),
        [...kinds].map(([kind, list]) => `${list.length} x ${kind}`).join('; ') || 'none',
      ]);
    } finally {
      host.destroy();
    }
  }
  const head = [
    'limits',
    'exit',
    's',
    'created',
    'failed',
    'skipped',
    'commands',
    'of them failed',
  ];
  return `${guests} containers of one source, ${guests} VMs of one template, time scale ${scale}:\n\n${table(head, rows)}`;
}
