import { randomUUID } from 'node:crypto';
import { makeSkeleton } from '../../guest/tree.ts';
import { noteChange } from '../../record/note.ts';
import { exists, isDirectory } from '../../state/files.ts';
import type { GuestConf } from '../../state/guest-conf.ts';
import { loadGuest, refuseLocked, writeGuest } from '../../state/guests.ts';
import { mountPoints } from '../../state/mount-points.ts';
import { hasApparmorProfile } from '../../state/network.ts';
import { hostPath } from '../../state/paths.ts';
import { clearRun, prepareGuest } from '../../state/prepare-guest.ts';
import { Refusal } from '../../state/refusal.ts';
import { isRunning, setRunning } from '../../state/running.ts';
import { isSystem, systemdVersion } from '../../state/system.ts';
import { out } from '../../state/talk.ts';
import { treePath } from '../../state/volume-paths.ts';
import { enter } from '../job/phases.ts';
import { applyPending, hasPending } from './apply-pending.ts';
import { usableVolume } from './disks.ts';
import { guestMounts } from './guest-view.ts';
import { makeMountTargets } from './mount-targets.ts';
import { warnAboutNesting } from './nesting.ts';
import { updateLxcConfig } from './update-lxc-config.ts';

/** Starts a container under its lock, as the job of `pct start` does. @throws Refusal */
export async function startGuest(id: number, { skiplock }: { skiplock: boolean }): Promise<void> {
  const conf = loadGuest(id, 255);
  if (conf.values.get('template') === '1') {
    throw new Refusal("you can't start a CT if it's a template");
  }
  if (!skiplock) refuseLocked(conf, 'mounted');
  if (isRunning(id)) throw new Refusal(`CT ${id} already running`);
  noteChange();
  if (hasPending(conf)) {
    await applyPending(conf, id);
    writeGuest(id, conf);
  }
  updateLxcConfig(conf, 255);
  const points = mountPoints(conf.values);
  for (const { source, type } of points) if (type === 'volume') usableVolume(source);
  const rootfs = points.find(({ key }) => key === 'rootfs');
  if (rootfs === undefined) throw new Refusal("missing 'rootfs' configuration");
  const tree = treePath(usableVolume(rootfs.source));

  await enter('starting', 1);
  refuseBroken(id, conf, tree);
  clearRun(tree);
  makeSkeleton(hostPath(tree));
  prepareGuest(tree, conf);
  makeMountTargets(tree, points);
  setRunning(id, {
    since: Date.now(),
    bootId: randomUUID(),
    hostname: conf.values.get('hostname') ?? 'localhost',
    ...(conf.values.has('entrypoint') && { init: conf.values.get('entrypoint') }),
    net: Object.fromEntries([...conf.values].filter(([key]) => /^net\d+$/.test(key))),
    mounts: guestMounts(conf),
    env: conf.lxc.filter(([key]) => key === 'lxc.environment').map(([, value]) => value),
    tree,
  });
  warnAboutNesting(conf, systemdVersion(tree));
}

/** What LXC stumbles over; the words are of its kind. */
function refuseBroken(id: number, conf: GuestConf, tree: string): void {
  for (const point of mountPoints(conf.values)) {
    if (point.type !== 'volume' && !exists(point.source)) {
      failHook(id, 2);
    }
  }
  for (const [key, value] of conf.values) {
    const device = value.split(',')[0]?.replace(/^path=/, '') ?? '';
    if (/^dev\d+$/.test(key) && (!exists(device) || isDirectory(device))) {
      failHook(id, 2);
    }
  }
  const profile = conf.lxc.findLast(([key]) => key === 'lxc.apparmor.profile')?.[1];
  if (profile !== undefined && !hasApparmorProfile(profile)) {
    out(
      `apparmor_process_label_set: 1189 No such file or directory - Failed to change AppArmor label to "${profile}"\n`,
    );
    failSpawn(id, 5);
  }
  for (const [key, value] of conf.lxc) {
    const [source = '', target = '', , options = ''] = value.split(/\s+/);
    if (key !== 'lxc.mount.entry' || !source.startsWith('/')) continue;
    if (exists(source) || options.split(',').includes('optional')) continue;
    const onto = `/usr/lib/x86_64-linux-gnu/lxc/rootfs/${target}`;
    out(
      `safe_mount: 1334 No such file or directory - Failed to mount "${source}" onto "${onto}"\n`,
    );
    out(`mount_entry: 2217 No such file or directory - Failed to mount "${source}" on "${onto}"\n`);
    out('lxc_setup: 3923 Failed to setup mount entries\n');
    out(`do_start: 1273 Failed to setup container "${id}"\n`);
    failSpawn(id, 3);
  }
  if (!isSystem(tree) && !exists(`${tree}/sbin/init`)) failSpawn(id, 7);
}

/** The end of a start whose pre-start hook failed. */
export function failHook(id: number, status: number): never {
  out(`run_buffer: 571 Script exited with status ${status}\n`);
  out(`lxc_init: 845 Failed to run lxc.hook.pre-start for container "${id}"\n`);
  out(`__lxc_start: 2039 Failed to initialize container "${id}"\n`);
  throw new Refusal(`startup for container '${id}' failed`);
}

function failSpawn(id: number, sequence: number): never {
  out(
    `sync_wait: 34 An error occurred in another process (expected sequence number ${sequence})\n`,
  );
  out(`__lxc_start: 2119 Failed to spawn container "${id}"\n`);
  throw new Refusal(`startup for container '${id}' failed`);
}
