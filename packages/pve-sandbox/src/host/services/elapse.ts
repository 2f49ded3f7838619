import { setTimeout as sleep } from 'node:timers/promises';
import { armedTimers, setTimer, timerOf } from './timers.ts';
import { activeState } from './units.ts';

/** How long a command of a timer may take that is brought forward, in milliseconds. */
const LONGEST = 60_000;

/** Lets every armed transient timer be due now, and answers when their commands have ended. */
export async function elapseTimers(): Promise<string[]> {
  const names = armedTimers();
  for (const name of names) {
    const timer = timerOf(name);
    if (timer !== undefined) setTimer(name, { ...timer, due: 0 });
  }
  const started = Date.now();
  const goesOn = (name: string) =>
    activeState(name) === 'active' || activeState(name.replace(/timer$/, 'service')) === 'active';
  while (names.some(goesOn) && Date.now() - started < LONGEST) await sleep(25);
  return names;
}
