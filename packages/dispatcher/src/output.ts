import { styleText } from 'node:util';
import type { Output, Paint } from '@phoenix/shared-runtime/frame';
import type { Flags } from './flags.ts';
import type { Out, World } from './world.ts';

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', strong: 'bold', dim: 'dim' } as const;

/** Where a run speaks, in colours or without. */
export function outputOf(world: World, flags: Pick<Flags, 'color'>): Output {
  const { stdout, stderr } = world;
  return {
    result: stdout.write,
    talk: stderr.write,
    paint: painter(flags, world, stdout),
    paintTalk: painter(flags, world, stderr),
  };
}

/** Colours for one of the streams, or none: the flag decides, then the environment, then the stream. */
function painter({ color }: Pick<Flags, 'color'>, { env }: World, out: Out): Paint {
  const coloured = color ?? wanted(env, out.isTTY);
  return (kind, text) =>
    coloured ? styleText(STYLES[kind], text, { validateStream: false }) : text;
}

function wanted(env: World['env'], isTTY: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.CLICOLOR_FORCE !== undefined && env.CLICOLOR_FORCE !== '0') return true;
  return isTTY && env.CLICOLOR !== '0' && env.TERM !== 'dumb';
}
