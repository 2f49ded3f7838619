import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchHost } from './host.mjs';
import { largeLab, SOURCE } from './large-lab.mjs';
import { median, spread, table } from './measure.mjs';

const CONFIG = 'usr/local/phoenix_hypervisor/etc/phoenix_lxc_configs.json';

/**
 * LetsGo on a lab that is as declared, and on one of which five guests have drifted. Time and memory are
 * those of phoenix alone, measured within the host.
 * @param {{guests?: number, runs?: number}} options
 */
export async function converged({ guests = 500, runs = 5 }) {
  const vms = Math.floor(guests / 5);
  const host = benchHost(largeLab({ containers: guests - vms - 2, vms }));
  try {
    const made = await host.phoenix(['LetsGo', '--parallel', '8']);
    if (made.exit !== 0) throw new Error(`LetsGo ended with ${made.exit}: ${made.stderr}`);
    const still = [];
    for (let turn = 0; turn < runs; turn += 1) still.push(await letsGo(host));
    const file = join(host.directory, CONFIG);
    const config = JSON.parse(readFileSync(file, 'utf8'));
    for (const n of [1, 2, 3, 4, 5]) config.lxc_configs[SOURCE + n * 7].memory_mb = 768;
    writeFileSync(file, JSON.stringify(config));
    const rows = [row('as declared', still), row('five have drifted', [await letsGo(host)])];
    const head = ['guests', 's', 'commands', 'that change', 'changed', 'unchanged', 'MiB'];
    return `LetsGo on ${guests} guests, ${vms} of them VMs, at no latency of the host:\n\n${table(head, rows)}`;
  } finally {
    host.destroy();
  }
}

/**
 * @typedef {{seconds: number, mebibytes: number, commands: number, changing: number, summary: any}} Measured
 * @param {ReturnType<typeof benchHost>} host @returns {Promise<Measured>}
 */
async function letsGo(host) {
  host.clearLog();
  const { exit, stderr, result, seconds, mebibytes } = await host.timed(['LetsGo']);
  if (exit !== 0) throw new Error(`LetsGo ended with ${exit}: ${stderr}`);
  const log = host.log();
  const changing = log.filter((one) => one.changed).length;
  return { seconds, mebibytes, commands: log.length, changing, summary: result.summary };
}

/** @param {string} what @param {Measured[]} runs */
function row(what, runs) {
  /** @param {(run: Measured) => number} of */
  const most = (of) => `${Math.max(...runs.map(of))}`;
  return [
    what,
    spread(
      runs.map(({ seconds }) => seconds),
      2,
    ),
    most(({ commands }) => commands),
    most(({ changing }) => changing),
    most(({ summary }) => summary.changed),
    most(({ summary }) => summary.unchanged),
    median(runs.map(({ mebibytes }) => mebibytes)).toFixed(0),
  ];
}
