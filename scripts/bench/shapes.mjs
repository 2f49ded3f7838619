import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';

const FIRST = 1000;
const TEMPLATES = 10;

/**
 * What guest number n of a lab stands on, by numbers. `chain`: each clones the one before and depends on the
 * one before that. `mixed`: every fifth is a VM that clones the VM before and depends on the container
 * before; the others clone one of ten templates and depend on two. `wide`: all clone the first.
 * `random`: each clones one of the ten templates and depends on up to five of those before.
 * @type {Record<string, (n: number, draw: () => number) => {vm?: true, clones?: number, needs: number[]}>}
 */
export const SHAPES = {
  chain: (n) => ({ clones: n - 1, needs: n > 1 ? [n - 2] : [] }),
  mixed(n) {
    if (n < TEMPLATES) return { needs: [] };
    if (n % 5 === 0)
      return { vm: true, needs: [n - 1], ...(n > TEMPLATES ? { clones: n - 5 } : {}) };
    const needs = [n - 1, n - 2].filter((one) => one >= TEMPLATES);
    return { clones: n % TEMPLATES, needs };
  },
  wide: () => ({ clones: 0, needs: [] }),
  random(n, draw) {
    if (n < TEMPLATES) return { needs: [] };
    const needs = Array.from({ length: Math.floor(draw() * 6) }, () => Math.floor(draw() * n));
    return { clones: Math.floor(draw() * TEMPLATES), needs: [...new Set(needs)] };
  },
};

/**
 * A base directory with a lab of so many guests. The same lab each time.
 * @param {keyof typeof SHAPES} shape @param {number} count
 */
export function labOf(shape, count) {
  const base = mkdtempSync(join(tmpdir(), `phoenix-${shape}-`));
  mkdirSync(join(base, 'etc'));
  mkdirSync(join(base, 'bin'));
  const file = 'etc/phoenix_hypervisor_config.json';
  cpSync(join(root, 'examples', file), join(base, file));
  const of = SHAPES[shape];
  if (of === undefined) throw new Error(`cannot make a lab: there is no shape ${shape}`);
  const draw = lot();
  /** @type {Record<number, object>} */
  const lxc = {};
  const vms = [];
  for (let n = 0; n < count; n += 1) {
    const { vm, clones, needs } = n === 0 ? { needs: [] } : of(n, draw);
    const dependencies = needs.length > 0 ? { dependencies: needs.map((one) => FIRST + one) } : {};
    if (vm)
      vms.push({
        vmid: FIRST + n,
        ...common(n),
        disk_size_gb: 8,
        network_bridge: 'vmbr0',
        ...(clones === undefined
          ? { template_image: 'noble.img' }
          : { clone_from_vmid: FIRST + clones }),
        ...dependencies,
      });
    else
      lxc[FIRST + n] = {
        ...common(n),
        storage_size_gb: 4,
        ...(clones === undefined
          ? { template: '/var/lib/vz/template/cache/debian-13-standard_13.6-1_amd64.tar.zst' }
          : { clone_from_ctid: `${FIRST + clones}` }),
        ...dependencies,
      };
  }
  writeFileSync(join(base, 'etc/phoenix_lxc_configs.json'), JSON.stringify({ lxc_configs: lxc }));
  writeFileSync(join(base, 'etc/phoenix_vm_configs.json'), JSON.stringify({ vms }));
  return base;
}

/** @param {number} n */
function common(n) {
  return {
    name: `guest-${n}`,
    cores: 1,
    memory_mb: 512,
    storage_pool: 'quickOS-disks',
    network_config: {
      name: 'eth0',
      bridge: 'vmbr0',
      ip: `10.${n >> 8}.${n & 255}.10/8`,
      gw: '10.255.255.254',
    },
  };
}

/** Numbers from 0 to 1, the same each time. */
function lot() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
