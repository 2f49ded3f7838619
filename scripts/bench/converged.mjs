import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchHost } from './host.mjs';
import { largeLab, SOURCE } from './large-lab.mjs';

/**
 * LetsGo on a lab that is as declared, and on one of which five guests have drifted.
 * @param {{guests?: string}} options
 */
export async function converged({ guests = '500' }) {
  const count = Number(guests);
  const vms = Math.floor(count / 5);
  const host = benchHost(largeLab({ containers: count - vms - 2, vms }));
  try {
    console.log(`making ${count} guests`);
    const made = await host.phoenix(['LetsGo', '--parallel', '8']);
    console.log(
      `exit ${made.exit} in ${made.seconds.toFixed(1)} s: ${JSON.stringify(made.result.summary)}`,
    );
    for (let turn = 1; turn <= 5; turn += 1) await tell(host, 'as declared');
    const drifted = [1, 2, 3, 4, 5].map((n) => SOURCE + n * 7);
    const file = join(host.directory, 'usr/local/phoenix_hypervisor/etc/phoenix_lxc_configs.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    for (const id of drifted) config.lxc_configs[id].memory_mb = 768;
    writeFileSync(file, JSON.stringify(config));
    await tell(host, 'five drifted');
  } finally {
    host.destroy();
  }
}

/** @param {ReturnType<typeof benchHost>} host @param {string} what */
async function tell(host, what) {
  host.clearLog();
  const { exit, seconds, result } = await host.phoenix(['LetsGo']);
  const log = host.log();
  const changed = log.filter((one) => one.changed).map(({ argv }) => argv.join(' '));
  const { summary } = result;
  console.log(
    `${what}: exit ${exit} in ${seconds.toFixed(2)} s with the start of the sandbox, ${log.length} Proxmox commands,` +
      ` ${summary.changed} changed, ${summary.unchanged} unchanged`,
  );
  for (const line of changed) console.log(`  ${line}`);
}
