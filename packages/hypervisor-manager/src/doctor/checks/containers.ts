import { profilePlaces } from '../../look/profile-places.ts';
import type { Check, Finding } from '../finding.ts';

/** What unprivileged containers are mapped to unless told otherwise. */
const FIRST = 100000;
const COUNT = 65536;

export const idRanges: Check = {
  name: 'id-ranges',
  find({ declared, idRanges: files }) {
    const guests = [...declared.lxc.values()]
      .filter(({ unprivileged, id_maps: maps }) => unprivileged && maps.length === 0)
      .map(({ id }) => id);
    if (guests.length === 0) return [];
    return Object.entries(files)
      .filter(([, lines]) => !lines.some(coversAll))
      .map(
        ([path]): Finding => ({
          severity: 'error',
          message: `${path} does not let root hand out ids from ${FIRST} on: no unprivileged container can start`,
          hint: `echo root:${FIRST}:${COUNT} >>${path}`,
          guests,
        }),
      );
  },
};

function coversAll(line: string): boolean {
  const [user, first, count] = line.trim().split(':');
  return (
    user === 'root' && Number(first) <= FIRST && Number(first) + Number(count) >= FIRST + COUNT
  );
}

export const nesting: Check = {
  name: 'nesting',
  find({ declared }) {
    const guests = [...declared.lxc.values()]
      .filter(
        ({ features, unprivileged, pct_features, apparmor_manages_nesting: byProfile }) =>
          features.includes('docker') && unprivileged && pct_features.nesting !== '1' && !byProfile,
      )
      .map(({ id }) => id);
    if (guests.length === 0) return [];
    return [
      {
        severity: 'warning',
        message:
          'containers with the feature docker are not declared to nest: Docker starts no container in them',
        hint: 'add "nesting=1" to their pct_options, then phoenix converge them',
        guests,
      },
    ];
  },
};

export const profiles: Check = {
  name: 'apparmor',
  find({ declared: { lxc, baseDir }, there }) {
    const lacking = [...lxc.values()].filter(({ apparmor_profile: profile }) => {
      const places = profilePlaces(baseDir, profile);
      return places.length > 0 && !places.some((path) => there.has(path));
    });
    return [...Map.groupBy(lacking, ({ apparmor_profile }) => apparmor_profile ?? '')].map(
      ([profile, all]): Finding => ({
        severity: 'error',
        message: `the AppArmor profile ${profile} is neither in ${baseDir}/etc/apparmor nor in /etc/apparmor.d`,
        hint: 'put it there, or declare apparmor_profile "unconfined" or "generated"',
        guests: all.map(({ id }) => id),
      }),
    );
  },
};
