import { habitsOf } from './habits.ts';
import { progressOf } from './progress.ts';

/** Whether a running machine's system hears a request to shut down: it is up, and not deaf. */
export function obeysShutdown(id: number): boolean {
  return progressOf(id)?.booted === true && habitsOf(id).ignoresShutdown !== true;
}
