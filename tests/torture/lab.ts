import type { Lot } from '../e2e/lab-lot.ts';
import { container, data, HEALTHY, vm } from '../e2e/lab-world.ts';

/** What is declared of a lab, as the two files of guests have it. */
export interface Lab {
  readonly containers: Readonly<Record<number, Guest>>;
  readonly machines: { readonly vm_defaults: object; readonly vms: readonly Guest[] };
}

/** A declared guest: its keys. */
export type Guest = Readonly<Record<string, unknown>>;

const TEMPLATE = { start_at_boot: false, template_snapshot_name: 'ready' };
const ARCHIVE = '/fast/iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst';

/**
 * A lab of both kinds by lot, of two to seven guests: templates and what is cloned from them, chains of
 * dependencies over both kinds, and a few of the things that can be declared of a guest.
 */
export function drawLab(lot: Lot): Lab {
  const containers = drawContainers(lot);
  const vms = lot.below(2) === 0 ? [] : drawMachines(lot, Object.keys(containers));
  const vm_defaults = {
    cores: 1,
    memory_mb: 1024,
    disk_size_gb: 8,
    storage_pool: 'fast-guests',
    network_bridge: 'vmbr0',
  };
  return { containers, machines: { vm_defaults, vms } };
}

/** Templates of a lab. */
export function templatesOf({ containers, machines }: Lab): number[] {
  const ids = Object.keys(containers).map(Number);
  const vms = machines.vms.filter(({ is_template }) => is_template === true);
  return [...ids.filter((id) => id < 910), ...vms.map(({ vmid }) => Number(vmid))];
}

/** Ids of a lab, in the order of their files. */
export function idsOf({ containers, machines }: Lab): number[] {
  return [...Object.keys(containers).map(Number), ...machines.vms.map(({ vmid }) => Number(vmid))];
}

function drawContainers(lot: Lot): Record<number, Guest> {
  const feature = some(lot, { features: ['base'] });
  const made: Record<number, Guest> = {
    900: container(900, { ...TEMPLATE, template: ARCHIVE, ...feature }),
  };
  if (lot.below(3) === 0)
    made[901] = container(901, { ...TEMPLATE, clone_from_ctid: '900', features: ['tools'] });
  const count = 1 + lot.below(lot.of([1, 2, 3]));
  for (let id = 910; id < 910 + count; id += 1) {
    const from = lot.below(4) === 0 ? { template: ARCHIVE } : { clone_from_ctid: '900' };
    const source =
      made[901] !== undefined && lot.below(2) === 0 ? { clone_from_ctid: '901' } : from;
    made[id] = container(id, { ...source, ...needs(lot, id, 910), ...containerDetails(lot) });
  }
  return made;
}

function containerDetails(lot: Lot): object {
  const application = some(lot, { application_script: 'app.sh' });
  const isSaid = 'application_script' in application || lot.below(2) === 0;
  return {
    ...application,
    ...(isSaid && { features: ['extra'], ...some(lot, { health_check: HEALTHY }) }),
    ...some(lot, { volumes: [data] }),
    ...some(lot, { firewall: { enabled: true, rules: [] } }),
    ...some(lot, { lxc_options: ['lxc.cgroup2.devices.allow=a'] }),
    ...some(lot, { pct_options: ['nesting=1'] }),
    ...some(lot, { enable_lifecycle_snapshots: true }),
    ...some(lot, { tags: ['blue', 'web'], description: 'drawn by lot: 100 %' }),
    storage_size_gb: lot.of([8, 8, 12, 16]),
    memory_mb: lot.of([512, 1024]),
    boot_order: 1 + lot.below(3),
  };
}

function drawMachines(lot: Lot, containers: readonly string[]): Guest[] {
  const image = { template_image: 'noble-server-cloudimg-amd64.img' };
  const template = { is_template: true, start_at_boot: false, network_config: { ip: 'dhcp' } };
  const made: Guest[] = [
    vm(8000, { ...template, ...image, ...some(lot, { features: ['first'] }) }),
  ];
  const count = 1 + lot.below(lot.of([1, 1, 2]));
  for (let id = 8010; id < 8010 + count; id += 1) {
    const on = lot.below(2) === 0 ? { dependencies: [lot.of(containers.slice(-1))] } : {};
    const from =
      lot.below(4) === 0 ? image : { clone_from_vmid: 8000, ...some(lot, { linked_clone: true }) };
    made.push(vm(id, { ...from, ...on, ...needs(lot, id, 8010), ...machineDetails(lot) }));
  }
  return made;
}

function machineDetails(lot: Lot): object {
  const features = some(lot, { features: ['second'] });
  return {
    ...features,
    ...('features' in features && some(lot, { health_check: HEALTHY })),
    ...some(lot, { snapshots: { pre_features: 'bare', post_features: 'done' } }),
    ...some(lot, { firewall: { enabled: true, rules: [] } }),
    ...some(lot, { tags: ['blue'] }),
    disk_size_gb: lot.of([8, 16]),
    memory_mb: lot.of([1024, 2048]),
    cores: 1 + lot.below(2),
  };
}

/** A dependency on the guest before, of which the first has none. */
function needs(lot: Lot, id: number, first: number): object {
  return id > first && lot.below(2) === 0 ? { dependencies: [`${id - 1}`] } : {};
}

/** The keys, every third time. */
function some<Keys extends object>(lot: Lot, keys: Keys): Keys | Record<string, never> {
  return lot.below(3) === 0 ? keys : {};
}
