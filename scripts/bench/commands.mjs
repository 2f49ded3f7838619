import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchHost } from './host.mjs';
import { largeLab, SOURCE } from './large-lab.mjs';
import { table } from './measure.mjs';

const LXC = 'usr/local/phoenix_hypervisor/etc/phoenix_lxc_configs.json';
const PLAIN = SOURCE + 500;
const VMS = 'usr/local/phoenix_hypervisor/etc/phoenix_vm_configs.json';

/**
 * What is declared otherwise, one after the other, of a guest that runs.
 * @type {readonly (readonly [kind: 'container' | 'VM', what: string, keys: object])[]}
 */
const FIELDS = [
  ['container', 'memory_mb', { memory_mb: 640 }],
  ['container', 'cores', { cores: 2 }],
  ['container', 'memory_mb, cores and swap_mb', { memory_mb: 768, cores: 3, swap_mb: 256 }],
  ['container', 'storage_size_gb', { storage_size_gb: 6 }],
  ['container', 'start_at_boot', { start_at_boot: false }],
  [
    'container',
    'volumes, one more',
    { volumes: [{ name: 'data', pool: 'quickOS-lxc-disks', size_gb: 1, mount_point: '/data' }] },
  ],
  ['VM', 'memory_mb', { memory_mb: 640 }],
  ['VM', 'cores', { cores: 2 }],
  ['VM', 'disk_size_gb', { disk_size_gb: 10 }],
  ['VM', 'start_at_boot', { start_at_boot: false }],
];

/** Which Proxmox commands it takes to make a guest of each kind, to find it as declared, and to change a field. */
export async function commands() {
  const host = benchHost(largeLab({ containers: 1, vms: 1 }));
  /** @type {string[][]} */
  const rows = [];
  /** @param {string} what @param {string[]} argv */
  const tell = async (what, argv) => {
    host.clearLog();
    const { exit, stderr } = await host.phoenix(argv);
    if (exit !== 0) throw new Error(`phoenix ${argv.join(' ')} ended with ${exit}: ${stderr}`);
    const log = host.log();
    const words = log.map((one) => one.argv.slice(0, 2).join(' '));
    const changes = log.filter((one) => one.changed).length;
    rows.push([what, `${log.length}`, `${changes}`, words.join(', ')]);
  };
  try {
    await tell('container from a template, with its snapshot', ['create', `${SOURCE}`]);
    declare(host.directory, 'container', PLAIN, plain(host.directory));
    await tell('container from a template, configured, started', ['create', `${PLAIN}`]);
    await tell('container cloned from the first, started', ['create', `${SOURCE + 1}`]);
    await tell('VM from a cloud image, made a template', ['create', '5000']);
    await tell('VM cloned from that, started', ['create', '5001']);
    await tell('all five, as declared', ['converge', 'all']);
    for (const [kind, what, keys] of FIELDS) {
      const id = kind === 'VM' ? 5001 : SOURCE + 1;
      declare(host.directory, kind, id, keys);
      await tell(`${kind}: ${what}`, ['converge', `${id}`]);
    }
  } finally {
    host.destroy();
  }
  return table(['what', 'commands', 'that change', 'which'], rows);
}

/** A container as the one that is cloned, without a snapshot. @param {string} host @returns {object} */
function plain(host) {
  const { lxc_configs: all } = JSON.parse(readFileSync(join(host, LXC), 'utf8'));
  const { template_snapshot_name: _, mac_address: __, network_config: net, ...rest } = all[SOURCE];
  return { ...rest, name: 'plain', network_config: { ...net, ip: '10.1.200.1/16' } };
}

/** @param {string} host @param {'container' | 'VM'} kind @param {number} id @param {object} keys */
function declare(host, kind, id, keys) {
  const file = join(host, kind === 'VM' ? VMS : LXC);
  const config = JSON.parse(readFileSync(file, 'utf8'));
  const guest =
    kind === 'VM'
      ? config.vms.find((/** @type {{vmid: number}} */ { vmid }) => vmid === id)
      : config.lxc_configs[id];
  if (guest === undefined) config.lxc_configs[id] = keys;
  else Object.assign(guest, keys);
  writeFileSync(file, JSON.stringify(config));
}
