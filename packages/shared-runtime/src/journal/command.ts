import type { Host } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import { known } from '../secrets/known.ts';
import type { Stop } from '../stop.ts';
import type { Subject } from '../subject.ts';
import { processStart } from '../tasks.ts';

const DIRECTORY = '/run/phoenix';

/** A command that an earlier run started for a guest and that is still at work. */
export interface SurvivingCommand {
  readonly pid: number;
  readonly argv: readonly string[];
}

/**
 * Notes the command that is at work for a guest. Commands outlive a death of ours, and what they
 * are about to do cannot be observed: who comes next has to let them end before looking.
 */
export function noteCommand(
  host: Pick<Host, 'read' | 'write'>,
  guest: Subject,
  command: SurvivingCommand,
): void {
  try {
    const start = processStart(host, command.pid);
    if (start === undefined) return;
    host.write(pathOf(guest), `${known.json(JSON.stringify({ ...command, start }))}\n`, 0o600);
  } catch {
    // The command has begun and is to be followed to its end, with a note or without.
  }
}

/** Takes the note away: the command has ended. */
export function forgetCommand(host: Pick<Host, 'remove'>, guest: Subject): void {
  host.remove(pathOf(guest));
}

/** The noted command of a guest if it is still at work: its pid may be another's by now. */
export function survivingCommand(
  host: Pick<Host, 'read'>,
  guest: Subject,
): SurvivingCommand | undefined {
  try {
    const value: unknown = JSON.parse(host.read(pathOf(guest)) ?? '');
    if (!isNote(value)) return undefined;
    const { pid, argv, start } = value;
    return processStart(host, pid) === start ? { pid, argv } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Waits until the command that a killed run left behind has ended, looking four times a second;
 * false when that did not come within `deadline` seconds. Throws Interrupted at a stop.
 */
export async function waitForCommand(
  host: Pick<Host, 'read' | 'remove' | 'now' | 'sleep'>,
  guest: Subject,
  options: {
    deadline: number;
    stop: Stop;
    onWait?: (command: SurvivingCommand, elapsed: number) => void;
  },
): Promise<boolean> {
  const begun = host.now();
  for (;;) {
    const command = survivingCommand(host, guest);
    if (command === undefined) {
      forgetCommand(host, guest);
      return true;
    }
    const elapsed = (host.now() - begun) / 1000;
    if (elapsed >= options.deadline) return false;
    if (options.stop.requested)
      throw new Interrupted(
        `while a command of an earlier run is at work on ${guest}`,
        options.stop,
      );
    options.onWait?.(command, elapsed);
    await host.sleep(0.25, options.stop.asked);
  }
}

function pathOf(guest: Subject): string {
  return `${DIRECTORY}/command-${guest}.json`;
}

function isNote(value: unknown): value is SurvivingCommand & { start: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, argv, start } = value as Partial<Record<'pid' | 'argv' | 'start', unknown>>;
  return typeof pid === 'number' && typeof start === 'number' && Array.isArray(argv);
}
