import { dirname } from 'node:path';
import type { Declared, VmGuest } from '@phoenix/shared-config';
import {
  checkScripts,
  HOST,
  imagePlaces,
  SITE as SHARED,
  type Sight,
  VMS,
  type Wanted,
} from '@phoenix/shared-runtime/guests';
import type { Storage } from '@phoenix/shared-runtime/pve';
import { PATHS, SITE } from '../paths.ts';
import { CUSTOMIZER, copyOf } from '../plan/image-customize.ts';
import { snippetPaths } from '../plan/snippet-files.ts';
import { readMemory } from './memory.ts';

/** How VMs are looked at. */
export const vmSight: Sight<VmGuest> = {
  kind: VMS,
  guests: (declared) => declared.vms,
  wanted,
  readMemory,
};

/** What on the host VMs refer to: bridges, images, snippets, scripts of the site. */
function wanted(
  declared: Declared,
  guests: readonly VmGuest[],
  storages: ReadonlyMap<string, Storage>,
): Wanted {
  const { baseDir } = declared;
  return {
    programs: guests.some((guest) => guest.customize_image) ? [CUSTOMIZER] : [],
    paths: [
      ...guests.flatMap((guest) => [
        HOST.bridge(guest.network_bridge),
        PATHS.context(guest.id),
        ...imagePaths(guest, storages),
      ]),
    ],
    scripts: guests.flatMap((guest) => [
      ...guest.features.map((name) => SITE.feature(baseDir, name)),
      ...(guest.features.length > 0 ? [SHARED.common(baseDir)] : []),
      ...checkScripts(declared, guest),
    ]),
    heads: guests.flatMap((guest) => imagePaths(guest, storages)),
    secrets: guests.flatMap(({ user_config: user }) => {
      const secret = user?.password_hash;
      return secret === undefined ? [] : [{ secret, directory: dirname(declared.files.vm) }];
    }),
    texts: [
      SITE.userData(baseDir),
      SITE.networkConfig(baseDir),
      ...guests.flatMap(({ id }) => snippetPaths(id, storages)),
    ],
  };
}

function imagePaths(guest: VmGuest, storages: ReadonlyMap<string, Storage>): string[] {
  const image = guest.template_image;
  if (image === undefined) return [];
  return [...imagePlaces(image, guest.sha256, storages), copyOf(guest.id, image)];
}
