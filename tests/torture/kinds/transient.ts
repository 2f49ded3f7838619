import { anEffect, patternOf } from '../effects.ts';
import { CHANGES, type Kind } from '../kind.ts';

const REFUSALS = [
  "can't lock file '/run/lock/lxc/pve-config-950.lock' - got timeout",
  "cfs-lock 'storage-fast-guests' error: got lock request timeout",
  'got no worker upid - start worker failed',
];

/** What goes into a guest takes none of Proxmox's locks. */
const TAKES_LOCKS = /^(?:pct|qm) (?!exec|push|guest|list)/;

export const transient: Kind = {
  name: 'transient',
  what: 'a few commands are refused once, for a lock or for overload: the run itself gets over it',
  tasks: CHANGES,
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    for (let times = 1 + lot.below(3); times > 0; times -= 1) {
      const effect = anEffect(scene);
      if (!TAKES_LOCKS.test(effect.argv.join(' '))) continue;
      const text = lot.of(REFUSALS);
      note(`${effect.argv.slice(0, 4).join(' ')}: ${text}`);
      host.fault('--match', patternOf(effect), '--nth', '1', '--fail', text);
    }
    const { exit, stderr } = await scene.end(scene.begin());
    if (exit !== 0) scene.fault({ sort: 'other', text: `exit ${exit}: ${stderr.slice(-2000)}` });
  },
};
