import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { aConf } from '../confs.ts';
import type { Kind } from '../kind.ts';
import type { Scene } from '../scene.ts';

const LOCKS = [
  'backup',
  'migrate',
  'snapshot',
  'disk',
  'create',
  'rollback',
  'mounted',
  'fstrim',
  'clone',
  'snapshot-delete',
];

/** A lock in the conf file, which stays until somebody takes it away. */
async function inTheConf(scene: Scene): Promise<void> {
  const { host, lot, note } = scene;
  const [id, file] = aConf(host, lot);
  const [text, lock] = [readFileSync(file, 'utf8'), lot.of(LOCKS)];
  const locked = `lock: ${lock}\n${text}`;
  note(`${id} is locked (${lock})`);
  writeFileSync(file, locked);
  await scene.end(scene.begin());
  // Whoever says yes to delete means the guest as it is.
  if (!existsSync(file) && scene.task.name === 'delete') return;
  const after = readFileSync(file, 'utf8');
  if (!/^lock: /m.test(after))
    scene.fault({
      sort: 'other',
      text: `a lock of somebody else was taken away from ${id}: ${after}`,
    });
  writeFileSync(file, after.replace(/^lock: .*\n/m, ''));
}

/** A lock that a process holds for a while. */
async function heldForAWhile(scene: Scene): Promise<void> {
  const { host, lot, note } = scene;
  const [id] = aConf(host, lot);
  const kind = Number(id) < 8000 ? 'lxc' : 'vm';
  const proxmox =
    kind === 'lxc'
      ? `/run/lock/lxc/pve-config-${id}.lock`
      : `/var/lock/qemu-server/lock-${id}.conf`;
  const file = lot.of([proxmox, proxmox, `/run/lock/phoenix/${kind}-${id}.lock`]);
  const seconds = lot.of(['1', '3', '6']);
  note(`${file} is held for ${seconds} s`);
  const holder = host.begin(
    'sh',
    '-c',
    'mkdir -p "$(dirname "$1")" && exec flock "$1" sleep "$2"',
    '-',
    file,
    seconds,
  );
  await sleep(200);
  await scene.end(scene.begin(lot.below(2) === 0 ? [] : ['--wait', '0s']));
  await holder.done;
}

export const locks: Kind = {
  name: 'locks',
  what: 'a guest is locked by somebody else: in its conf file, or by a process, in each place there is',
  tasks: [
    'converged',
    'change',
    'change',
    'restart',
    'snapshot',
    'rollback',
    'delete',
    'make',
    'reconfigure',
  ],
  weight: 3,
  isTraceless: true,
  async harm(scene) {
    await (scene.lot.below(2) === 0 ? inTheConf(scene) : heldForAWhile(scene));
    if (scene.task.converges) scene.isDone = false;
  },
};
