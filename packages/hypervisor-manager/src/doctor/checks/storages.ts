import { didYouMean } from '@phoenix/shared-config';
import type { Facts } from '../facts.ts';
import type { Check, Finding } from '../finding.ts';
import { declaredStorages, forGuests, guestsOf, storageNeeds } from '../needs.ts';

export const storages: Check = {
  name: 'storages',
  find({ storages: known, declared }) {
    if (known === undefined) return [];
    const made = declaredStorages(declared);
    const missing = storageNeeds(declared).filter(({ storage }) => !known.has(storage));
    return [...Map.groupBy(missing, ({ storage }) => storage)].map(([id, needs]): Finding => {
      const guests = guestsOf(needs);
      const near = didYouMean(id, known.keys());
      return {
        severity: 'error',
        message: `there is no storage ${id}, which is declared ${forGuests(guests)}`,
        hint: made.has(id)
          ? 'phoenix setup --only zfs,storages makes it'
          : `${near === undefined ? '' : `did you mean ${near}? `}there are ${[...known.keys()].join(', ')}; correct the storage of these guests, or pvesm add makes one`,
        guests,
      };
    });
  },
};

export const disabledStorages: Check = {
  name: 'storage-disabled',
  find({ storages: known, declared }) {
    const needs = storageNeeds(declared);
    const off = [...(known ?? new Map()).values()].filter(({ disabled }) => disabled);
    return off.flatMap(({ id }): Finding[] => {
      const own = needs.filter(({ storage }) => storage === id);
      if (own.length === 0) return [];
      const guests = guestsOf(own);
      return [
        {
          severity: 'error',
          message: `storage ${id} is switched off, and declared ${forGuests(guests)}`,
          hint: `pvesm set ${id} --disable 0`,
          guests,
        },
      ];
    });
  },
};

export const storageContent: Check = {
  name: 'storage-content',
  find({ storages: known, declared }) {
    const lacking = storageNeeds(declared).filter(({ storage, content }) => {
      const found = known?.get(storage);
      return found !== undefined && !found.disabled && !found.content.has(content);
    });
    return [...Map.groupBy(lacking, ({ storage }) => storage)].map(([id, needs]): Finding => {
      const contents = [...new Set(needs.map(({ content }) => content))];
      const guests = guestsOf(needs);
      const all = [...(known?.get(id)?.content ?? []), ...contents].filter((one) => one !== 'none');
      return {
        severity: 'error',
        message: `storage ${id} does not take ${contents.join(' and ')}, which is needed ${forGuests(guests)}`,
        hint: `pvesm set ${id} --content ${all.join(',')}`,
        guests,
      };
    });
  },
};

export const snippets: Check = {
  name: 'snippets',
  find({ storages: known, declared }) {
    const guests = [...declared.vms.values()].filter(usesCloudInit).map(({ id }) => id);
    if (known === undefined || guests.length === 0) return [];
    const all = [...known.values()].filter(({ path, disabled }) => path !== undefined && !disabled);
    if (all.some(({ content }) => content.has('snippets'))) return [];
    const local = all.find(({ id }) => id === 'local') ?? all[0];
    return [
      {
        severity: 'error',
        message: 'no storage takes snippets, which cloud-init of VMs is told by',
        hint:
          local === undefined
            ? 'pvesm add dir local --path /var/lib/vz --content snippets'
            : `pvesm set ${local.id} --content ${[...local.content, 'snippets'].join(',')}`,
        guests,
      },
    ];
  },
};

function usesCloudInit(guest: {
  readonly template_image?: string;
  readonly user_config?: object;
  readonly network_config?: object;
}): boolean {
  return [guest.template_image, guest.user_config, guest.network_config].some(
    (one) => one !== undefined,
  );
}

/** From here on a storage is told to be nearly full, and full; in percent. */
const NEARLY = 85;
const FULL = 95;

export const storageSpace: Check = {
  name: 'storage-space',
  find: ({ uses, ...facts }) =>
    uses.flatMap(({ id, status, used }): Finding[] => {
      if (status === 'inactive' && isNeeded(id, facts))
        return [
          {
            severity: 'error',
            message: `storage ${id} is not there, though it is switched on`,
            hint: `pvesm status tells why; zpool status or mount shows what ${id} lies on`,
          },
        ];
      if (used < NEARLY) return [];
      return [
        {
          severity: used >= FULL ? 'error' : 'warning',
          message: `storage ${id} is ${used >= FULL ? '' : 'nearly '}full: ${used} %`,
          hint: `pvesm list ${id} shows what lies there; phoenix delete ID takes guests away`,
        },
      ];
    }),
};

function isNeeded(id: string, { declared }: Pick<Facts, 'declared'>): boolean {
  return storageNeeds(declared).some(({ storage }) => storage === id);
}
