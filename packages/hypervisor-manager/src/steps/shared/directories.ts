import type { HypervisorConfig, LxcGuest, SharedVolume } from '@phoenix/shared-config';
import type { Operation } from '@phoenix/shared-runtime';
import { rootIdOf } from '@phoenix/shared-runtime/guests';
import { noDirectory, toMake } from '../../look/directories.ts';
import type { StepDraft } from '../../setup/step.ts';
import type { SharedFacts } from './observe.ts';

type Guests = ReadonlyMap<number, Pick<LxcGuest, 'unprivileged' | 'shared_mounts'>>;

/**
 * Plans the directories that several containers share, owned by the root of these, as the containers
 * make them themselves. One that is there keeps its owner and mode.
 */
export function planDirectories(
  { shared_volumes, zfs }: Pick<HypervisorConfig, 'shared_volumes' | 'zfs'>,
  guests: Guests,
  { places }: Pick<SharedFacts, 'places'>,
): StepDraft {
  const all = Object.entries(shared_volumes);
  const paths = all.map(([, { host_path }]) => host_path);
  const once = all.filter(([, { host_path }], at) => paths.indexOf(host_path) === at);
  const plans = once.map(([name, volume]): StepDraft => {
    const path = volume.host_path;
    const users = usersOf(name, volume, guests);
    const owner = Math.max(0, ...users.map(({ root }) => root));
    const how = toMake(path, places, zfs);
    const operations: Operation[] =
      how === undefined
        ? []
        : [
            {
              id: `directory ${path}`,
              doing: `make ${path} of shared volume ${name}`,
              cause: `${path} of shared volume ${name} is not there`,
              write: path,
              directory: { mode: 0o755, uid: owner, gid: owner },
              ...how,
            },
          ];
    const notes = notWritable(path, users, places);
    return { operations, notes, problems: noDirectory(`share ${name}`, path, places) };
  });
  return {
    operations: plans.flatMap(({ operations }) => operations),
    notes: plans.flatMap(({ notes = [] }) => notes),
    problems: plans.flatMap(({ problems = [] }) => problems),
  };
}

interface User {
  readonly id: number;
  readonly root: number;
}

/** Containers that mount a volume, with the id that their root has on the host. */
function usersOf(name: string, { mounts }: SharedVolume, guests: Guests): User[] {
  return mounts.flatMap(({ id }) => {
    const guest = guests.get(id);
    if (guest?.shared_mounts.some(({ volume }) => volume === name) !== true) return [];
    return [{ id, root: rootIdOf(guest) }];
  });
}

function notWritable(
  path: string,
  users: readonly User[],
  places: SharedFacts['places'],
): string[] {
  const info = places.get(path);
  if (info?.kind !== 'directory' || (info.mode & 0o002) !== 0) return [];
  const without = users.filter(({ root }) => root !== 0 && root !== info.uid);
  const [first] = without;
  if (first === undefined) return [];
  const ids = without.map(({ id }) => id).join(', ');
  return [
    `${path} belongs to ${info.uid}:${info.gid}, so that root of ${ids} cannot write there: if it is to, type chown ${first.root}:${first.root} ${path}`,
  ];
}
