import { type Habits, setHabits } from '../machine/habits.ts';
import { openSandbox } from './open.ts';
import { dirAndOptions, numberOption, textOption } from './options.ts';
import { UsageError } from './usage.ts';

/** `machine DIR`: gives a virtual machine habits, from now on. */
export async function machine(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(args, {
    id: { type: 'string' },
    'silent-agent': { type: 'boolean' },
    'agent-after': { type: 'string' },
    'ignores-shutdown': { type: 'boolean' },
    'never-boots': { type: 'boolean' },
    clear: { type: 'boolean' },
  });
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
