import { messageOf } from '../../state/refusal.ts';
import type { Params } from '../cli/arguments.ts';
import { parameterRefusal } from '../cli/arguments.ts';
import { refuseHookscript } from '../pct/refuse-hookscript.ts';

/** Refuses a hook script that cannot be one, as a parameter that is wrong. */
export function refuseScript(params: Params, usage: string): void {
  try {
    refuseHookscript(params.get('hookscript'));
  } catch (error) {
    throw parameterRefusal([['hookscript', `${messageOf(error)}\n`]], usage, 255);
  }
}
