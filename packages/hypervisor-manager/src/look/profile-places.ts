import { profilePath } from '@phoenix/shared-config';

/** Where an AppArmor profile of the site may lie; nowhere for those that the system brings. */
export function profilePlaces(baseDir: string, profile: string | undefined): string[] {
  const own = profilePath(baseDir, profile);
  return own === undefined ? [] : [own, `/etc/apparmor.d/${profile}`];
}
