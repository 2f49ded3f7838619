import type { PhoenixError } from '@phoenix/shared-runtime';
import { painter } from './colour.ts';
import type { Flags } from './flags.ts';
import type { World } from './world.ts';

/** An error as people read it: the sentence, then what to do about it, on stderr. */
export function printError(
  { message, hint, log }: Pick<PhoenixError, 'message' | 'hint' | 'log'>,
  world: World,
  flags: Pick<Flags, 'color'> = {},
): void {
  const paint = painter(flags, world, world.stderr);
  const lines = [`${paint('error', 'error:')} ${message}`];
  if (hint !== undefined) lines.push(`${paint('hint', 'hint:')} ${hint}`);
  if (log !== undefined) lines.push(`log: ${log}`);
  world.stderr.write(`${lines.join('\n')}\n`);
}
