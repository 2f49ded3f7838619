import { setTimeout as sleep } from 'node:timers/promises';
import type { Going } from '../e2e/lab-host.ts';
import type { Scene } from './scene.ts';

/**
 * Waits for a moment of a run by lot, and says which: some milliseconds, or an event as often as the
 * undisturbed run has them. Events are where one command has ended and the next begins, which few moments
 * of a clock are.
 */
export async function aMoment(
  going: Going,
  { lot, length }: Pick<Scene, 'lot' | 'length'>,
): Promise<string> {
  if (lot.below(3) === 0) {
    const time = 100 + lot.below(length.milliseconds);
    await Promise.race([sleep(time), going.done]);
    return `${time} ms`;
  }
  const number = 1 + lot.below(Math.max(1, length.events - 1));
  while (!going.isOver() && going.events.length < number)
    await Promise.race([sleep(2), going.done]);
  return `event ${number} of ${length.events}`;
}
