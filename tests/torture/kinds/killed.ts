import { anEffect, patternOf, phasesOf } from '../effects.ts';
import { CHANGES, type Kind } from '../kind.ts';
import { aMoment } from '../moment.ts';
import type { Scene } from '../scene.ts';

/** One death: of phoenix, of its managers, of whoever calls a command of Proxmox, or of that command. */
export async function aDeath(scene: Scene): Promise<void> {
  const { host, lot, note } = scene;
  const who = lot.of([
    'phoenix',
    'managers',
    'caller',
    'caller',
    'before',
    'command',
    'phase',
    'phase',
  ] as const);
  if (who === 'phoenix' || who === 'managers') {
    const going = scene.begin();
    note(`${who} at ${await aMoment(going, scene)}`);
    await host.die(who);
    await scene.end(going, 'killed');
    return;
  }
  const effect = anEffect(scene);
  const phases = phasesOf(effect);
  const how = {
    caller: ['--kill-caller'],
    before: ['--kill-caller', '--abort'],
    command: ['--kill'],
    phase: ['--kill', ...(phases.length > 0 ? [lot.of(phases)] : [])],
  }[who];
  host.fault('--match', patternOf(effect), '--nth', '1', ...how);
  note(`${how.join(' ')} at ${effect.argv.slice(0, 4).join(' ')}`);
  await scene.end(scene.begin(), 'killed');
  host.fault('--clear');
}

export const killed: Kind = {
  name: 'killed',
  what: 'SIGKILL of phoenix, of its managers, of a command of Proxmox at one of its phases; up to twice',
  tasks: CHANGES,
  weight: 8,
  isTraceless: true,
  async harm(scene) {
    for (let times = 1 + scene.lot.below(2); times > 0 && !scene.isDone; times -= 1)
      await aDeath(scene);
  },
};
