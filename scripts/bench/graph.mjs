import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who needs whom in a configuration, read apart from phoenix's own reader.
 * @param {string} etc @returns {Map<number, number[]>}
 */
export function needsIn(etc) {
  const { lxc, vms } = guestsIn(etc);
  const needs = new Map();
  for (const [id, guest] of Object.entries(lxc))
    needs.set(Number(id), named(guest, 'clone_from_ctid'));
  for (const guest of vms) needs.set(Number(guest.vmid), named(guest, 'clone_from_vmid'));
  return needs;
}

/**
 * Who is cloned from whom, clone -> source.
 * @param {string} etc @returns {Map<number, number>}
 */
export function sourcesIn(etc) {
  const { lxc, vms } = guestsIn(etc);
  /** @type {[id: unknown, source: unknown][]} */
  const all = [
    ...Object.entries(lxc).map(
      ([id, guest]) => /** @type {[unknown, unknown]} */ ([id, guest.clone_from_ctid]),
    ),
    ...vms.map((guest) => /** @type {[unknown, unknown]} */ ([guest.vmid, guest.clone_from_vmid])),
  ];
  return new Map(
    all
      .filter(([, source]) => source !== undefined)
      .map(([id, source]) => [Number(id), Number(source)]),
  );
}

/** @param {string} etc @returns {{lxc: Record<string, any>, vms: any[]}} */
function guestsIn(etc) {
  /** @param {string} file */
  const read = (file) => JSON.parse(readFileSync(join(etc, file), 'utf8'));
  const { lxc_configs: lxc = {} } = read('phoenix_lxc_configs.json');
  const { vms = [] } = read('phoenix_vm_configs.json');
  return { lxc, vms };
}

/** @param {any} guest @param {string} key @returns {number[]} */
function named(guest, key) {
  return [guest[key], ...(guest.dependencies ?? [])].filter((id) => id !== undefined).map(Number);
}

/** Seconds of the longest way. @param {Map<number, number[]>} needs @param {Map<number, number>} seconds */
export function longestWay(needs, seconds) {
  return Math.max(0, ...waysTo(needs, seconds).values());
}

/**
 * Seconds of the longest way through one source: to it, then its clones. Proxmox makes one at a time, and the last of
 * them still has to be finished, were it the quickest; and no more than so many are at work at a time, were all of them
 * as quick as that.
 * @param {{needs: Map<number, number[]>, sources: Map<number, number>, seconds: Map<number, number>, cloning: Map<number, number>}} measured
 * @param {number} parallel
 */
export function longestLine({ needs, sources, seconds, cloning }, parallel) {
  const ways = waysTo(needs, seconds);
  const lines = [...new Set(sources.values())].map((source) => {
    const clones = [...sources.keys()].filter((id) => sources.get(id) === source);
    const line = clones.reduce((sum, id) => sum + (cloning.get(id) ?? 0), 0);
    const rests = clones.map((id) => (seconds.get(id) ?? 0) - (cloning.get(id) ?? 0));
    const turns = Math.ceil(clones.length / parallel);
    const quickest = Math.min(...clones.map((id) => seconds.get(id) ?? 0));
    return (ways.get(source) ?? 0) + Math.max(line + Math.min(...rests), turns * quickest);
  });
  return Math.max(0, ...lines);
}

/** Seconds of the longest way to the end of each. @param {Map<number, number[]>} needs @param {Map<number, number>} seconds */
function waysTo(needs, seconds) {
  /** @type {Map<number, number>} */
  const known = new Map();
  /** @param {number} id @returns {number} */
  const way = (id) => {
    if (!known.has(id)) {
      const before = (needs.get(id) ?? []).map(way);
      known.set(id, (seconds.get(id) ?? 0) + Math.max(0, ...before));
    }
    return known.get(id) ?? 0;
  };
  for (const id of needs.keys()) way(id);
  return known;
}
