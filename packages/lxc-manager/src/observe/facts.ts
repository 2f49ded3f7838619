import type { Declared, LxcGuest } from '@phoenix/shared-config';
import {
  SITE as COMMON_SITE,
  checkScripts,
  gpuDevices,
  HOST,
  type Wanted,
} from '@phoenix/shared-runtime/guests';
import { type Storage, TEMPLATE_INDEXES, templatePlaces } from '@phoenix/shared-runtime/pve';
import { PATHS, SITE } from '../paths.ts';

/** Everything on the host that these containers refer to. */
export function wantedFacts(
  declared: Declared,
  guests: readonly LxcGuest[],
  storages: ReadonlyMap<string, Storage>,
): Wanted {
  return {
    paths: guests.flatMap((guest) => [
      HOST.bridge(guest.network_config.bridge),
      ...gpuDevices(guest),
      ...[...guest.shared_mounts, ...guest.mount_points].map(({ host_path }) => host_path),
      ...(guest.template === undefined ? [] : templatePlaces(guest.template, storages)).map(
        ({ path }) => path,
      ),
    ]),
    scripts: guests.flatMap((guest) => siteFiles(declared, guest)),
    texts: guests.flatMap((guest) => [
      ...profileTexts(declared, guest),
      ...(guest.template === undefined ? [] : TEMPLATE_INDEXES),
      ...(guest.id_maps.length > 0 ? ['/etc/subuid', '/etc/subgid'] : []),
    ]),
  };
}

/** Files of the site that may run for a container, or be pushed into it. */
function siteFiles(declared: Declared, guest: LxcGuest): string[] {
  const { baseDir, files } = declared;
  const application = guest.application_script;
  return [
    ...guest.features.map((name) => SITE.feature(baseDir, name)),
    ...(application === undefined
      ? []
      : [SITE.application(baseDir, application), COMMON_SITE.common(baseDir), files.lxc]),
    ...guest.application_files.map(({ source }) =>
      source.startsWith('/') ? source : `${baseDir}/${source}`,
    ),
    ...checkScripts(declared, guest),
  ];
}

function profileTexts({ baseDir }: Declared, { apparmor_profile: profile }: LxcGuest): string[] {
  if (profile === undefined || profile.includes('/')) return [];
  return [SITE.apparmor(baseDir, profile), PATHS.apparmor(profile)];
}
