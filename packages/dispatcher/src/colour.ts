import { styleText } from 'node:util';
import type { Flags } from './flags.ts';
import type { Out, World } from './world.ts';

/** What is coloured, and how; words and symbols carry the meaning without it. */
const STYLES = {
  error: 'red',
  warning: 'yellow',
  hint: 'cyan',
  path: 'bold',
  caret: 'green',
  good: 'green',
  dim: 'dim',
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Colours for one of the streams, or none: the flag decides, then the environment, then the stream. */
export function painter(flags: Pick<Flags, 'color'>, world: Pick<World, 'env'>, out: Out): Paint {
  const coloured = flags.color ?? wanted(world.env, out.isTTY);
  return (style, text) =>
    coloured ? styleText(STYLES[style], text, { validateStream: false }) : text;
}

function wanted(env: World['env'], isTTY: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.CLICOLOR_FORCE !== undefined && env.CLICOLOR_FORCE !== '0') return true;
  return isTTY && env.CLICOLOR !== '0' && env.TERM !== 'dumb';
}
