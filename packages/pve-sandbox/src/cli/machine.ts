import { type Habits, setHabits } from '../machine/habits.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions, numberOption, textOption } from './options.ts';
import { UsageError } from './usage.ts';

/** `machine DIR`: gives a virtual machine habits, from now on; or lets something happen to the host. */
export async function machine(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(args, {
    id: { type: 'string' },
    'silent-agent': { type: 'boolean' },
    'agent-after': { type: 'string' },
    'ignores-shutdown': { type: 'boolean' },
    'never-boots': { type: 'boolean' },
    clear: { type: 'boolean' },
    reboot: { type: 'boolean' },
    'elapse-timers': { type: 'boolean' },
    gateway: { type: 'string' },
  });
  if (await happens(dir, values)) return 0;
  const who = textOption(values, 'id') ?? 'all';
  if (!/^(?:all|[1-9]\d{2,8})$/.test(who)) throw new UsageError(`--id cannot be '${who}'`);
  const agentAfter = numberOption(values, 'agent-after', (seconds) => seconds >= 0);
  const habits: Habits = {
    ...(values['silent-agent'] === true && { silentAgent: true }),
    ...(agentAfter !== undefined && { agentAfter }),
    ...(values['ignores-shutdown'] === true && { ignoresShutdown: true }),
    ...(values['never-boots'] === true && { neverBoots: true }),
  };
  const hasNone = Object.keys(habits).length === 0;
  if (hasNone !== (values.clear === true)) {
    throw new UsageError(hasNone ? 'no habit is given' : '--clear goes with no habit');
  }
  openSandbox(dir);
  setHabits(who, habits);
  return 0;
}

/** What happens to the host itself, at once. @returns whether anything of that was asked for */
async function happens(
  dir: string,
  values: Record<string, string | boolean | undefined>,
): Promise<boolean> {
  const gateway = textOption(values, 'gateway');
  const asked = [values.reboot, values['elapse-timers'], gateway].filter(
    (one) => one !== undefined,
  );
  if (asked.length === 0) return false;
  if (asked.length > 1)
    throw new UsageError('one of --reboot, --elapse-timers, --gateway at a time');
  const root = openSandbox(dir);
  if (values.reboot === true) await (await import('./reboot.ts')).reboot(root);
  else if (gateway === undefined) await (await import('../host/services/elapse.ts')).elapseTimers();
  else (await import('../host/network/running.ts')).setWorldGateway(gateway);
  return true;
}
