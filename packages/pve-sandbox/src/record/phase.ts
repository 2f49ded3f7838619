import { current } from './current.ts';
import { sleepExactly } from './settings.ts';

let killAt: string | undefined;

/** Makes the command kill itself as soon as it reaches the phase. */
export function killAtPhase(name: string): void {
  killAt = name;
}

/**
 * Enters a phase of the running command, such as `extracting`: takes the time that "pct create
 * extracting" (or "pct create 950 extracting") takes by the settings, and dies there if told to.
 */
export async function phase(name: string, defaultSeconds = 0): Promise<void> {
  if (killAt === name) {
    const { killOwnGroup } = await import('./kill.ts');
    killOwnGroup();
  }
  const [program = '', verb = '', id = ''] = current();
  const keys = [`${program} ${verb} ${id} ${name}`, `${program} ${verb} ${name}`];
  await sleepExactly(keys, defaultSeconds);
}
