import { setTimeout as sleep } from 'node:timers/promises';
import type { Going } from '../../e2e/lab-host.ts';
import { boot } from '../boot.ts';
import { anEffect, patternOf } from '../effects.ts';
import { CHANGES, type Kind } from '../kind.ts';
import type { Scene } from '../scene.ts';

/** What a person does who sees that nothing moves. */
const PATIENCE = 600;

export const hangs: Kind = {
  name: 'hangs',
  what: 'a command never ends; a person types Ctrl-C twice, or kills all of it and the command',
  tasks: CHANGES,
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    const effect = anEffect(scene);
    const pattern = patternOf(effect);
    host.fault('--match', pattern, '--nth', '1', '--hang');
    const going = scene.begin();
    const isHanging = await hanging(scene, going, new RegExp(pattern));
    const way = lot.of(['twice', 'twice', 'power', 'managers'] as const);
    note(
      `${isHanging ? 'hangs' : 'does not hang'} at ${effect.argv.slice(0, 4).join(' ')}, ${way}`,
    );
    if (!isHanging) return void (await scene.end(going));
    if (way === 'twice') {
      for (const _ of [1, 2]) {
        going.signal('SIGINT');
        await Promise.race([sleep(PATIENCE), going.done]);
      }
    } else await host.die(way);
    if (way === 'power') await boot(scene);
    await scene.end(going, 'killed');
    // A command that hangs outlives its manager: what a person kills who sees it there.
    if (way === 'managers') await host.die('commands');
    host.fault('--clear');
    for (const text of host.processes())
      scene.fault({ sort: 'orphans', text: text.replaceAll('\0', ' ') });
  },
};

/** Waits until the command is there and stays; answers false when the run ends without it. */
async function hanging({ host }: Scene, going: Going, pattern: RegExp): Promise<boolean> {
  while (!going.isOver()) {
    const found = host
      .commands()
      .some(({ argv, end }) => end === null && pattern.test(argv.join(' ')));
    if (found) {
      await sleep(PATIENCE);
      return !going.isOver();
    }
    await Promise.race([sleep(500), going.done]);
  }
  return false;
}
