import type { JournalEvent } from '../events.ts';
import type { Host } from '../host/host.ts';
import { RUNS_DIRECTORY } from './runs.ts';

/** Bytes of journals that are read at most: what is older tells little about today. */
const BUDGET = 4 * 2 ** 20;

/**
 * The events of past runs: the newest run first, in each the last event first. Lines that cannot be
 * read are passed over, and so is a journal that this process may not read: it is only history.
 */
export function* pastEvents(host: Pick<Host, 'list' | 'read' | 'info'>): Generator<JournalEvent> {
  let left = BUDGET;
  for (const run of orNothing(() => host.list(RUNS_DIRECTORY))
    ?.toSorted()
    .reverse() ?? []) {
    const path = `${RUNS_DIRECTORY}/${run}/events.jsonl`;
    left -= orNothing(() => host.info(path))?.size ?? 0;
    if (left < 0) return;
    const text = orNothing(() => host.read(path)) ?? '';
    for (const line of text.split('\n').reverse()) {
      const event = eventOf(line);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(line: string): JournalEvent | undefined {
  if (line === '') return undefined;
  const value: unknown = orNothing(() => JSON.parse(line));
  return typeof value === 'object' && value !== null && 'type' in value
    ? (value as JournalEvent)
    : undefined;
}

function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
