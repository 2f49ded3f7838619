import { storageIdOf } from '@phoenix/shared-config';
import type { PlanProblem } from '../../guest-plan.ts';
import { parseProperties } from '../../pve/properties.ts';
import { HOST } from '../paths.ts';
import type { GuestInput } from './types.ts';

/** Whether an existing guest has such a setting already: then the host has to have what it names. */
export function hasSetting(
  { guest, world }: GuestInput,
  key: RegExp,
  test: (value: string) => boolean,
): boolean {
  const keys = world.guests.get(guest.id)?.conf?.main.keys ?? [];
  return [...keys].some(([name, value]) => key.test(name) && test(value));
}

/** What a storage has to take: the word of `content`, and how a person says it. */
export interface StorageNeed {
  readonly content: 'rootdir' | 'images';
  readonly what: string;
  /** Whether the guest itself is still to be made. */
  readonly isNew: boolean;
}

/** Why a guest cannot lie on this storage; nothing when it can. */
export function storageProblems(
  { guest, world, declared }: GuestInput,
  pool: string,
  { content, what, isNew }: StorageNeed,
): PlanProblem[] {
  const { storages } = world.facts;
  const doing = isNew ? 'create' : 'configure';
  const storage = storages.get(pool);
  if (!storage)
    return [
      {
        message: `cannot ${doing} ${guest.id}: this host has no storage ${pool}`,
        hint: isMadeBySetup(pool, declared)
          ? 'type phoenix setup, which makes it of a declared dataset'
          : `known storages: ${[...storages.keys()].join(', ') || 'none'}; add it with pvesm add, or correct the declaration`,
      },
    ];
  if (storage.disabled)
    return [
      {
        message: `cannot ${doing} ${guest.id}: storage ${pool} is disabled`,
        hint: `type pvesm set ${pool} --disable 0`,
      },
    ];
  if (storage.content.has(content)) return [];
  return [
    {
      message: `cannot ${doing} ${guest.id}: storage ${pool} takes no ${what} (content ${[...storage.content].join(',')})`,
      hint: `type pvesm set ${pool} --content ${[...storage.content, content].join(',')}`,
    },
  ];
}

/** Whether the host's setup makes a storage of this id. */
function isMadeBySetup(id: string, { hypervisor }: GuestInput['declared']): boolean {
  return hypervisor.zfs.datasets.some(
    (dataset) =>
      dataset.proxmox_storage_type !== undefined && storageIdOf(dataset, hypervisor) === id,
  );
}

/** Why a guest cannot be on this bridge, which `key` declares; nothing when it can, or is. */
export function bridgeProblems(
  input: GuestInput,
  bridge: string,
  { key, isNew }: { key: string; isNew: boolean },
): PlanProblem[] {
  const { guest, world } = input;
  if (world.facts.paths.get(HOST.bridge(bridge)) !== undefined) return [];
  if (!isNew && hasSetting(input, /^net\d+$/, (value) => parseProperties(value).bridge === bridge))
    return [];
  return [
    {
      message: `cannot ${isNew ? 'create' : 'configure'} ${guest.id}: this host has no bridge ${bridge}`,
      hint: `correct ${key}, or make the bridge in /etc/network/interfaces and type ifreload -a`,
    },
  ];
}
