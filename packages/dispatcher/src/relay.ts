import {
  type EndedManager,
  eventIn,
  PhoenixError,
  type PhoenixEvent,
} from '@phoenix/shared-runtime';
import { printError } from '@phoenix/shared-runtime/frame';
import type { Call } from './call.ts';
import { commandOf } from './managers.ts';
import type { Session } from './session.ts';
import { TICK, type View } from './views/view.ts';

/**
 * Runs a manager whose own words are the result: its events are shown, signals passed on, and what
 * it printed is answered. One that cannot be started is told. `env` is added to its environment.
 */
export async function relay(
  call: Call,
  session: Session,
  view: View,
  env: Readonly<Record<string, string>> = {},
): Promise<EndedManager> {
  const { world, out } = session;
  const show = (event: PhoenixEvent) => view.show(event, world.host.now());
  let off = () => {};
  const timer = setInterval(() => view.tick(world.host.now()), TICK);
  try {
    const running = world.spawn({
      argv: commandOf(call, session),
      env,
      onEvent(line) {
        const event = eventIn(line);
        // Results are in the manager's own text.
        if (event !== undefined && event.type !== 'guest-result') show(event);
      },
    });
    off = world.onSignal((name) => running.signal(name));
    return await running.done;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const { message, hint } = error;
    printError(
      { message: `${call.manager}: ${message}`, ...(hint !== undefined && { hint }) },
      out,
    );
    return { exit: error.exit, stdout: '', stderr: '' };
  } finally {
    clearInterval(timer);
    off();
  }
}
