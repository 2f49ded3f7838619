import { OWN } from '../../record/files.ts';
import { list, readText, remove, writeText } from '../../state/files.ts';
import { startTimeOf } from '../processes.ts';

/** A transient timer: the process that waits for it, when it is due (ms), and what it runs then. */
export type Timer = {
  pid: number;
  born: string;
  due: number;
  argv: readonly string[];
  environment: Readonly<Record<string, string>>;
};

const FOLDER = `${OWN}/timers`;

/** The timer of that name (`x.timer`); undefined where there is none. */
export function timerOf(name: string): Timer | undefined {
  const text = readText(`${FOLDER}/${name}`);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Writes down a timer. */
export function setTimer(name: string, timer: Timer): void {
  writeText(`${FOLDER}/${name}`, JSON.stringify(timer));
}

/** Forgets a timer, and the units that stand for it. */
export function forgetTimer(name: string): void {
  remove(`${FOLDER}/${name}`);
  remove(`/run/systemd/transient/${name}`);
}

/** The names of the timers that are armed. */
export const armedTimers = (): string[] => list(FOLDER).filter(timerIsArmed);

/** Whether a timer waits: its process lives. */
export function timerIsArmed(name: string): boolean {
  const timer = timerOf(name);
  return timer !== undefined && startTimeOf(timer.pid) === timer.born;
}

/** Ends the waiting. @returns whether there was a timer to end */
export function disarm(name: string): boolean {
  const timer = timerOf(name);
  if (timer === undefined) return false;
  if (startTimeOf(timer.pid) === timer.born) process.kill(timer.pid, 'SIGKILL');
  forgetTimer(name);
  return true;
}
