import { type IdMap, isLxcKey, profilePath } from '@phoenix/shared-config';
import type { ConfLine } from '@phoenix/shared-runtime';
import { type Found, isSecret, type Words } from '@phoenix/shared-runtime/guests';
import { idMapLines, isBuiltInProfile, rawEdit } from '../plan/raw-lines.ts';

type Line = Required<ConfLine>;

const PROFILE = 'lxc.apparmor.profile';
const ID_BASE = 100000;

/** The raw lines of a container: its profile, its id maps, and all others as they are. */
export function rawWords(found: Found): Words {
  const hidden = ({ key, value }: Line) => isSecret(key, value);
  const lines = found.conf.main.raw.filter((line) => isLxcKey(line.key) && !hidden(line));
  const profile = profileOf(lines, found);
  const maps = mapsOf(lines, found);
  const options = lines.filter(
    ({ key }) => !(key === PROFILE && profile) && !(key === 'lxc.idmap' && maps),
  );
  const kept = options.filter(({ key }) => isKept(key, options));
  const lost = options.filter((line) => !kept.includes(line));
  const secrets = found.conf.main.raw.filter(hidden);
  return {
    keys: {
      ...(profile === undefined ? {} : { apparmor_profile: profile }),
      ...(kept.length === 0 ? {} : { lxc_options: kept.map(optionOf) }),
      ...(maps === undefined ? {} : { id_maps: maps }),
    },
    notes: [
      ...(lost.length === 0
        ? []
        : [`raw lines stay, since no key holds them like this: ${lost.map(textOf).join('; ')}`]),
      ...(secrets.length === 0
        ? []
        : [
            `not shown, and stays: ${secrets.map(({ key, value }) => `${key}: ${value.split('=')[0]}`).join('; ')}`,
          ]),
    ],
  };
}

/** The profile where a key holds it: one that Proxmox brings, or that the site has a file of. */
function profileOf(lines: readonly Line[], { declared, texts }: Found): string | undefined {
  const [one, ...more] = lines.filter(({ key }) => key === PROFILE);
  if (one === undefined || more.length > 0) return undefined;
  if (isBuiltInProfile(one.value)) return one.value;
  return texts.has(profilePath(declared.baseDir, one.value) ?? '') ? one.value : undefined;
}

/** A planner that gets the lines of a key back has nothing to do; of several it may take one only. */
function isKept(key: string, lines: readonly Line[]): boolean {
  const own = lines.filter((line) => line.key === key);
  const guest = { lxc_options: own, id_maps: [], apparmor_manages_nesting: false };
  return rawEdit(guest, own) === undefined;
}

function optionOf({ key, value }: Line): string {
  return `${key}=${value}`;
}

function textOf({ key, value }: Line): string {
  return `${key}: ${value}`;
}

/**
 * The id maps that these lines were made of, where the host allows them as a plan would write it;
 * undefined when there are none, or they are of another kind.
 */
function mapsOf(lines: readonly Line[], { texts }: Found): IdMap[] | undefined {
  const written = lines.filter(({ key }) => key === 'lxc.idmap');
  const ranges = written.flatMap(({ value }): IdMap[] => {
    const [, type, inside, outside, size] = /^([ug]) (\d+) (\d+) (\d+)$/.exec(value) ?? [];
    if (type === undefined || Number(outside) === ID_BASE + Number(inside)) return [];
    return [
      {
        type: type === 'u' ? 'u' : 'g',
        container_id: Number(inside),
        host_id: Number(outside),
        size: Number(size),
      },
    ];
  });
  const maps = merged(ranges);
  const sorted = (list: readonly Line[]) => list.map(textOf).sort().join('\n');
  const isAllowed = ranges.every(({ type, host_id, size }) => {
    const text = texts.get(type === 'u' ? '/etc/subuid' : '/etc/subgid') ?? '';
    return text.split('\n').includes(`root:${host_id}:${size}`);
  });
  const isSame = sorted(idMapLines(maps)) === sorted(written);
  return maps.length > 0 && isAllowed && isSame ? maps : undefined;
}

/** Ranges of users and groups that are the same become one. */
function merged(ranges: readonly IdMap[]): IdMap[] {
  const textOf = ({ container_id, host_id, size }: IdMap) => `${container_id} ${host_id} ${size}`;
  const of = (type: IdMap['type']) => ranges.filter((one) => one.type === type);
  const groups = new Set(of('g').map(textOf));
  const users = new Set(of('u').map(textOf));
  return [
    ...of('u').map((one) => (groups.has(textOf(one)) ? { ...one, type: 'both' as const } : one)),
    ...of('g').filter((one) => !users.has(textOf(one))),
  ];
}
