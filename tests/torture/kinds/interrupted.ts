import { setTimeout as sleep } from 'node:timers/promises';
import { halfMade, isOfNobody } from '../../e2e/lab-state.ts';
import { CHANGES, type Kind } from '../kind.ts';
import { isMarkOfVolumes, marksIn } from '../marks.ts';
import { aMoment } from '../moment.ts';
import type { TaskName } from '../tasks.ts';

const IS_LOCKED_BY: ReadonlySet<TaskName> = new Set([
  'rollback',
  'reconfigure',
  'snapshot',
  'delsnapshot',
]);

export const interrupted: Kind = {
  name: 'interrupted',
  what: 'SIGINT, SIGTERM or SIGHUP, once or twice, at any moment: nothing stays at work, nothing half-made',
  tasks: CHANGES,
  weight: 3,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    for (let times = 1 + lot.below(2); times > 0 && !scene.isDone; times -= 1) {
      const going = scene.begin();
      const when = await aMoment(going, scene);
      const name = lot.of(['SIGINT', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const);
      const signals = 1 + lot.below(2);
      note(`${name} ${signals} times at ${when}`);
      for (let count = 0; count < signals; count += 1) {
        going.signal(name);
        await Promise.race([sleep(50 + lot.below(300)), going.done]);
      }
      const { exit, stderr } = await scene.end(going, 'interrupted');
      // While it only plans, a signal ends it as it ends any program: SIGHUP with 129.
      if (![0, 130, 143, ...(name === 'SIGHUP' ? [129] : [])].includes(exit))
        scene.fault({ sort: 'exits', text: `${name}: exit ${exit}: ${stderr.slice(-2000)}` });
      for (const text of host.processes())
        scene.fault({ sort: 'orphans', text: text.replaceAll('\0', ' ') });
      // Proxmox undoes a creation that a second signal ends, and leaves its lock where it cannot, or the volume that
      // a `set` was making, of which a mark tells.
      if (signals > 1 && IS_LOCKED_BY.has(scene.task.name)) continue;
      const isMarked = signals > 1 && marksIn(host).some(isMarkOfVolumes);
      for (const text of halfMade(host))
        if (!isOfNobody(text) || !isMarked) scene.fault({ sort: 'half-made', text });
    }
  },
};
