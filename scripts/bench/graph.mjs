import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who needs whom in a configuration, read apart from phoenix's own reader.
 * @param {string} etc @returns {Map<number, number[]>}
 */
export function needsIn(etc) {
  /** @param {string} file */
  const read = (file) => JSON.parse(readFileSync(join(etc, file), 'utf8'));
  const { lxc_configs: lxc = {} } = read('phoenix_lxc_configs.json');
  const { vms = [] } = read('phoenix_vm_configs.json');
  const needs = new Map();
  for (const [id, guest] of Object.entries(lxc))
    needs.set(Number(id), named(guest, 'clone_from_ctid'));
  for (const guest of vms) needs.set(Number(guest.vmid), named(guest, 'clone_from_vmid'));
  return needs;
}

/** @param {any} guest @param {string} key @returns {number[]} */
function named(guest, key) {
  return [guest[key], ...(guest.dependencies ?? [])].filter((id) => id !== undefined).map(Number);
}

/** Seconds of the longest way. @param {Map<number, number[]>} needs @param {Map<number, number>} seconds */
export function longestWay(needs, seconds) {
  const known = new Map();
  /** @param {number} id @returns {number} */
  const way = (id) => {
    if (!known.has(id)) {
      const before = (needs.get(id) ?? []).map(way);
      known.set(id, (seconds.get(id) ?? 0) + Math.max(0, ...before));
    }
    return known.get(id);
  };
  return Math.max(0, ...[...needs.keys()].map(way));
}
