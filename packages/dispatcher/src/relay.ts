import {
  type EndedManager,
  PhoenixError,
  type PhoenixEvent,
  type RunningManager,
} from '@phoenix/shared-runtime';
import { printError } from '@phoenix/shared-runtime/frame';
import type { Call } from './call.ts';
import { listen } from './listen.ts';
import { commandOf } from './managers.ts';
import type { Session } from './session.ts';
import { TICK, type View } from './views/view.ts';

/** How a manager is relayed. */
interface RelayOptions {
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the view is told what became of each guest, which is in the manager's own text too. */
  readonly showsResults?: boolean;
}

/**
 * Runs a manager whose own words are the result: its events are shown, signals passed on, and what
 * it printed is answered. One that cannot be started is told.
 */
export async function relay(
  call: Call,
  session: Session,
  view: View,
  { env = {}, showsResults = false }: RelayOptions = {},
): Promise<EndedManager> {
  const { world, out } = session;
  const show = (event: PhoenixEvent) => view.show(event, world.host.now());
  let off = () => {};
  const timer = setInterval(() => view.tick(world.host.now()), TICK);
  try {
    const { onEvent, doubt } = listen(call, (event) => {
      if (showsResults || event.type !== 'guest-result') show(event);
    });
    let running: RunningManager | undefined;
    // Before it is started: a signal that comes meanwhile would end us alone, and leave it at work.
    off = world.onSignal((name) => running?.signal(name));
    running = world.spawn({ argv: commandOf(call, session), env, onEvent });
    const ended = await running.done;
    const text = doubt();
    if (text !== undefined) view.show({ type: 'say', text }, world.host.now());
    return ended;
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
