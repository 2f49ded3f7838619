import { type LoggedEvent, operationsIn, type Subject } from '@phoenix/shared-runtime';

/** A stretch of time in which a guest had its turn and waited, in milliseconds since the epoch. */
interface Wait {
  readonly what: string;
  readonly from: number;
  readonly until: number;
}

/** What the events of a run tell of one guest: times in milliseconds since the epoch. */
export interface Lane {
  /** When its turn began and ended; either may be missing. */
  readonly begin?: number;
  readonly end?: number;
  readonly operations: ReturnType<typeof operationsIn>;
  readonly waits: readonly Wait[];
  readonly notes: readonly string[];
}

/** What each guest of a run did when. */
export function lanesIn(events: readonly LoggedEvent[]): ReadonlyMap<Subject, Lane> {
  const operations = Map.groupBy(operationsIn(events), ({ guest }) => guest);
  const byGuest = Map.groupBy(events, subjectOf);
  const lanes = new Map<Subject, Lane>();
  for (const [guest, own] of byGuest) {
    if (guest === undefined) continue;
    const begin = own.find(({ type }) => BEGINNINGS.has(type))?.time;
    const last = own.findLast(({ type }) => type === 'guest-result');
    const end = begin === undefined ? undefined : last?.time;
    lanes.set(guest, {
      ...(begin !== undefined && { begin }),
      ...(end !== undefined && { end }),
      operations: operations.get(guest) ?? [],
      waits: waitsIn(own, begin),
      notes: notesIn(own),
    });
  }
  return lanes;
}

const BEGINNINGS: ReadonlySet<string> = new Set(['begin', 'plan', 'operation-start']);

function subjectOf({ type, fields }: LoggedEvent): Subject | undefined {
  const { plan, guest } = fields;
  const planned = typeof plan === 'object' && plan !== null && 'id' in plan ? plan.id : undefined;
  const subject = type === 'plan' ? planned : guest;
  return typeof subject === 'number' || typeof subject === 'string' ? subject : undefined;
}

/**
 * The waits between operations: for a lock, for somebody else's job. What an operation itself waits for is
 * a part of its time.
 */
function waitsIn(events: readonly LoggedEvent[], begin: number | undefined): Wait[] {
  const waits: Wait[] = [];
  let working = false;
  let open: Omit<Wait, 'until'> | undefined;
  const close = (until: number) => {
    if (open !== undefined && until > open.from) waits.push({ ...open, until });
    open = undefined;
  };
  for (const { type, time, fields } of events) {
    const { waitsFor, elapsed } = fields;
    if (type !== 'wait') close(time);
    if (type === 'operation-start') working = true;
    if (type === 'operation-end') working = false;
    if (type !== 'wait' || working || typeof waitsFor !== 'string') continue;
    if (begin === undefined || time < begin) continue;
    if (open?.what === waitsFor) continue;
    close(time);
    const since = typeof elapsed === 'number' && elapsed > 0 ? time - elapsed * 1000 : time;
    open = { what: waitsFor, from: Math.max(begin, since) };
  }
  close(events.at(-1)?.time ?? 0);
  return waits;
}

function notesIn(events: readonly LoggedEvent[]): string[] {
  return events.flatMap(({ type, fields: { text } }) =>
    type === 'note' && typeof text === 'string' ? [text] : [],
  );
}
