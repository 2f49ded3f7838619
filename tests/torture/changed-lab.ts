import type { Lot } from '../e2e/lab-lot.ts';
import type { Guest, Lab } from './lab.ts';

/** The lab with another declaration of some of its guests: what a person edits between two runs. */
export function changedLab({ containers, machines }: Lab, lot: Lot): Lab {
  const edited = Object.entries(containers).map(([id, guest]) => [
    id,
    isTemplate(guest) ? guest : { ...guest, ...containerChange(guest, lot) },
  ]);
  const vms = machines.vms.map((guest) =>
    isTemplate(guest) ? guest : { ...guest, ...machineChange(guest, lot) },
  );
  return { containers: Object.fromEntries(edited), machines: { ...machines, vms } };
}

function containerChange({ storage_size_gb, features }: Guest, lot: Lot): object {
  return lot.of([
    { memory_mb: 2048, cores: 2 },
    { storage_size_gb: Number(storage_size_gb) + 4 },
    { features: [...((features as string[] | undefined) ?? []), 'tools'] },
    {
      firewall: {
        enabled: true,
        rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', port: '443' }],
      },
    },
    { volumes: [{ name: 'more', pool: 'fast-data', size_gb: 2, mount_point: '/more' }] },
  ]);
}

function machineChange({ disk_size_gb }: Guest, lot: Lot): object {
  return lot.of([{}, { tags: ['red'] }, { disk_size_gb: Number(disk_size_gb) + 8 }]);
}

const isTemplate = (guest: Guest) =>
  guest.template_snapshot_name !== undefined || guest.is_template === true;
