import { boot } from '../boot.ts';
import { CHANGES, type Kind } from '../kind.ts';
import { aMoment } from '../moment.ts';

export const power: Kind = {
  name: 'power',
  what: 'a power cut: every process of the host dies at once, and what it kept in memory is gone; Proxmox starts what starts at boot; up to twice',
  tasks: CHANGES,
  weight: 3,
  isTraceless: true,
  async harm(scene) {
    for (let times = 1 + scene.lot.below(2); times > 0 && !scene.isDone; times -= 1) {
      const going = scene.begin();
      scene.note(`power at ${await aMoment(going, scene)}`);
      await scene.host.die('power');
      await scene.end(going, 'killed');
      await boot(scene);
    }
  },
};
