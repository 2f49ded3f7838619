import { imageUrl, type LxcGuest } from '@phoenix/shared-config';
import { imagePlaces } from '@phoenix/shared-runtime/guests';
import { templatePlaces } from '@phoenix/shared-runtime/pve';
import type { Facts } from '../facts.ts';
import type { Check, Finding } from '../finding.ts';

export const templates: Check = {
  name: 'templates',
  find(facts) {
    const guests = [...facts.declared.lxc.values()].filter(({ id }) => !isMade(id, facts));
    const missing = guests.filter((guest) => isMissing(guest, facts));
    return [...Map.groupBy(missing, ({ template = '' }) => template)].map(
      ([name, all]): Finding => ({
        severity: 'error',
        message: `template ${name} is not on this host, and cannot be fetched`,
        hint: 'pveam update; pveam available lists what there is; correct the template of these guests, or put the archive there',
        guests: all.map(({ id }) => id),
      }),
    );
  },
};

/** It is nowhere, and there is no storage for it or pveam does not know it. */
function isMissing({ template }: LxcGuest, { storages, there, archives }: Facts): boolean {
  if (template === undefined || storages === undefined) return false;
  const places = templatePlaces(template, storages);
  if (places.some(({ path }) => there.has(path))) return false;
  if (!places.some(({ storage }) => storage !== undefined)) return true;
  return archives !== undefined && !archives.has(template.split('/').at(-1) ?? '');
}

export const images: Check = {
  name: 'images',
  find(facts) {
    const { declared, storages, there } = facts;
    if (storages === undefined) return [];
    return [...declared.vms.values()].flatMap((guest): Finding[] => {
      const { id, template_image: image, sha256 } = guest;
      if (image === undefined || isMade(id, facts)) return [];
      if (imageUrl(guest, declared.vmDefaults) !== undefined) return [];
      if (imagePlaces(image, sha256, storages).some((path) => there.has(path))) return [];
      return [
        {
          severity: 'error',
          message: `image ${image} is not on this host, and its name does not tell where it can be fetched`,
          hint: `declare its whole address (https://...) as template_image of ${id}, or put the file there`,
          guests: [id],
        },
      ];
    });
  },
};

/** What a guest is made from counts only until it is made. */
function isMade(id: number, { guests }: Facts): boolean {
  return guests.some((guest) => guest.id === id);
}
