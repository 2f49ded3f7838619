import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import {
  bridgeProblems,
  DEADLINES,
  gpuDevices,
  hasSetting,
  type Part,
  rootIdOf,
  storageProblems,
} from '@phoenix/shared-runtime/guests';
import { parseProperties } from '@phoenix/shared-runtime/pve';
import { PATHS, SITE } from '../paths.ts';
import { wantedMounts } from './mounts.ts';
import { isBuiltInProfile } from './raw-lines.ts';
import type { PlanInput } from './types.ts';

/** Things of the host that a container stands on: checked, and made where that is Phoenix's job. */
export function prerequisites(input: PlanInput, isNew: boolean): Part {
  const operations = [
    ...apparmorOperations(input),
    ...hostPathOperations(input),
    ...idMapOperations(input),
  ];
  const problems = [
    ...storagesProblems(input, isNew),
    ...bridgeProblems(input, input.guest.network_config.bridge, {
      key: 'network_config.bridge',
      isNew,
    }),
    ...deviceProblems(input, isNew),
    ...(isNew ? apparmorProblems(input) : []),
  ];
  return { operations, problems };
}

/** Of storages on which volumes are to be made: those that are there stay where they are. */
function storagesProblems(input: PlanInput, isNew: boolean): PlanProblem[] {
  const { guest } = input;
  const isThere = (path: string) =>
    !isNew && hasSetting(input, /^mp\d+$/, (value) => parseProperties(value).mp === path);
  const pools = new Set([
    ...(isNew ? [guest.storage_pool] : []),
    ...wantedMounts(guest).flatMap(({ path, volume }) =>
      volume && !isThere(path) ? [volume.pool] : [],
    ),
  ]);
  const need = { content: 'rootdir', what: 'containers', isNew } as const;
  return [...pools].flatMap((pool) => storageProblems(input, pool, need));
}

/** Devices that the host does not have; one that the container has already starts it as before. */
function deviceProblems(input: PlanInput, isNew: boolean): PlanProblem[] {
  const { guest, world } = input;
  const has = (device: string) =>
    !isNew && hasSetting(input, /^dev\d+$/, (value) => value.split(',')[0] === device);
  return gpuDevices(guest)
    .filter((device) => world.facts.paths.get(device) === undefined && !has(device))
    .map((device) => ({
      message: `cannot give ${guest.id} its GPU: this host has no ${device}`,
      hint:
        input.declared.hypervisor.nvidia_driver?.install === true
          ? 'type phoenix setup --only nvidia,gpu, which installs the driver and makes the devices'
          : `install the driver of NVIDIA (nvidia_driver.install true, then phoenix setup), or correct gpu_assignment of ${guest.id}`,
    }));
}

function profileOf({ guest }: PlanInput): string | undefined {
  const profile = guest.apparmor_profile;
  if (profile === undefined || isBuiltInProfile(profile)) return undefined;
  return profile.startsWith('lxc-container-default') ? undefined : profile;
}

function apparmorProblems(input: PlanInput): PlanProblem[] {
  const profile = profileOf(input);
  if (profile === undefined) return [];
  const { texts } = input.world.facts;
  const site = SITE.apparmor(input.declared.baseDir, profile);
  if (texts.has(site) || texts.has(PATHS.apparmor(profile))) return [];
  return [
    {
      message: `cannot create ${input.guest.id}: apparmor profile ${profile} is neither in ${site} nor in /etc/apparmor.d`,
      hint: `put the profile there, or declare apparmor_profile "unconfined" or "generated"`,
    },
  ];
}

/** The site's profile goes to /etc/apparmor.d when it differs, and is loaded. */
function apparmorOperations(input: PlanInput): Operation[] {
  const profile = profileOf(input);
  if (profile === undefined) return [];
  const { texts } = input.world.facts;
  const wanted = texts.get(SITE.apparmor(input.declared.baseDir, profile));
  const path = PATHS.apparmor(profile);
  if (wanted === undefined || texts.get(path) === wanted) return [];
  const cause = `apparmor profile ${profile}`;
  return [
    {
      id: `profile ${profile}`,
      doing: `write apparmor profile ${profile}`,
      cause,
      write: path,
      content: wanted,
    },
    {
      id: `load ${profile}`,
      doing: `load apparmor profile ${profile}`,
      cause,
      run: ['apparmor_parser', '-r', path],
      effect: 'change',
      deadline: DEADLINES.set,
    },
  ];
}

/** Host directories of bind mounts, made with the owner that the container's ids map to. */
function hostPathOperations({ guest, world }: PlanInput): Operation[] {
  const offset = rootIdOf(guest);
  const mounts = [
    ...guest.shared_mounts.map((mount) => ({ path: mount.host_path, uid: 0, gid: 0 })),
    ...guest.mount_points.map((mount) => ({
      path: mount.host_path,
      uid: mount.owner_uid ?? 0,
      gid: mount.owner_gid ?? 0,
    })),
  ];
  return mounts
    .filter(({ path }) => world.facts.paths.get(path) === undefined)
    .map(({ path, uid, gid }) => ({
      id: `directory ${path}`,
      doing: `make ${path} for ${guest.id}`,
      cause: `${path} does not exist on the host and is to be mounted in ${guest.id}`,
      write: path,
      directory: { mode: 0o755, uid: offset + uid, gid: offset + gid },
    }));
}

/** The host has to allow root to hand out the mapped ids. */
function idMapOperations({ guest, world }: PlanInput): Operation[] {
  return (['u', 'g'] as const).flatMap((type) => {
    const path = type === 'u' ? '/etc/subuid' : '/etc/subgid';
    const current = world.facts.texts.get(path) ?? '';
    const wanted = guest.id_maps
      .filter((map) => map.type === type || map.type === 'both')
      .map((map) => `root:${map.host_id}:${map.size}`)
      .filter((line) => !current.split('\n').includes(line));
    if (wanted.length === 0) return [];
    const text = current === '' || current.endsWith('\n') ? current : `${current}\n`;
    return [
      {
        id: `ids ${path}`,
        doing: `allow the mapped ids of ${guest.id}`,
        cause: `ids of ${guest.id} mapped to ${wanted.join(', ')}`,
        write: path,
        content: `${text}${wanted.join('\n')}\n`,
      },
    ];
  });
}
