import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';

/** Id of the source that all containers are cloned from. */
export const SOURCE = 1000;

/** Id of the template of all VMs. */
const TEMPLATE = 5000;

/**
 * A lab of many guests on the host of the example lab: containers from one source, VMs from one
 * template. Answers its etc directory.
 * @param {{containers: number, vms: number}} size
 */
export function largeLab({ containers, vms }) {
  const etc = join(mkdtempSync(join(tmpdir(), 'phoenix-large-')), 'etc');
  cpSync(
    join(root, 'examples/etc/phoenix_hypervisor_config.json'),
    join(etc, 'phoenix_hypervisor_config.json'),
  );
  /** @type {Record<number, object>} */
  const lxc = {
    [SOURCE]: container(0, { template: TEMPLATE_FILE, template_snapshot_name: 'base' }),
  };
  for (let n = 1; n <= containers; n += 1)
    lxc[SOURCE + n] = container(n, { clone_from_ctid: `${SOURCE}`, start_at_boot: true });
  const machines = vms === 0 ? [] : [machine(0, { is_template: true, template_image: IMAGE })];
  for (let n = 1; n <= vms; n += 1)
    machines.push(
      machine(n, { clone_from_vmid: TEMPLATE, linked_clone: true, start_at_boot: true }),
    );
  write(join(etc, 'phoenix_lxc_configs.json'), { lxc_configs: lxc });
  write(join(etc, 'phoenix_vm_configs.json'), { vms: machines });
  return etc;
}

const TEMPLATE_FILE = '/fastData/shared-iso/template/cache/debian-13-standard_13.6-1_amd64.tar.zst';
const IMAGE = 'noble-server-cloudimg-amd64.img';

/** @param {number} n @param {object} more */
function container(n, more) {
  return {
    name: `ct-${n}`,
    memory_mb: 512,
    cores: 1,
    storage_pool: 'quickOS-lxc-disks',
    storage_size_gb: 4,
    network_config: {
      name: 'eth0',
      bridge: 'vmbr0',
      ip: `10.1.${n >> 8}.${n & 255}/16`,
      gw: '10.1.255.254',
    },
    mac_address: mac(0, n),
    unprivileged: true,
    ...more,
  };
}

/** @param {number} n @param {object} more */
function machine(n, more) {
  return {
    vmid: TEMPLATE + n,
    name: `vm-${n}`,
    cores: 1,
    memory_mb: 512,
    disk_size_gb: 8,
    storage_pool: 'quickOS-vm-disks',
    network_bridge: 'vmbr0',
    network_config: { ip: `10.2.${n >> 8}.${n & 255}/16`, gw: '10.2.255.254' },
    mac_address: mac(1, n),
    user_config: { username: 'phoenix_admin' },
    ...more,
  };
}

/** @param {number} kind @param {number} n */
function mac(kind, n) {
  const hex = (/** @type {number} */ byte) => byte.toString(16).toUpperCase().padStart(2, '0');
  return `52:54:00:${hex(kind)}:${hex(n >> 8)}:${hex(n & 255)}`;
}

/** @param {string} path @param {object} value */
function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
