import { eventIn } from '../event-shape.ts';
import type { PhoenixEvent } from '../events.ts';
import type { Host } from '../host/host.ts';
import { RUNS_DIRECTORY, runNames } from './runs.ts';

/** Bytes of journals that are read, but for the newest: what is older tells little about today. */
const BUDGET = 4 * 2 ** 20;

/**
 * What managers told in past runs: the newest run first, in each the last event first. Lines that are no
 * events are passed over, and so is a journal that this process may not read: it is only history. With
 * `before` only runs that began before that one count.
 */
export function* pastEvents(
  host: Pick<Host, 'list' | 'read' | 'info'>,
  before?: string,
): Generator<PhoenixEvent> {
  let left = BUDGET;
  for (const run of orNothing(() => runNames(host))?.toReversed() ?? []) {
    if (left < 0) return;
    if (before !== undefined && run >= before) continue;
    const path = `${RUNS_DIRECTORY}/${run}/events.jsonl`;
    left -= orNothing(() => host.info(path))?.size ?? 0;
    const text = orNothing(() => host.read(path)) ?? '';
    for (const line of text.split('\n').reverse()) {
      const event = eventIn(line);
      if (event !== undefined) yield event;
    }
  }
}

function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
