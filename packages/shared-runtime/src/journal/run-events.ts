import { isSubject, type Subject } from '../subject.ts';
import { objectIn } from './run-record.ts';

/** A line of `events.jsonl`: what it holds beside its type and time is looked at where it is used. */
export interface LoggedEvent {
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly fields: Partial<Record<string, unknown>>;
}

/** An operation of one guest, as the journal has it. */
export interface LoggedOperation {
  readonly guest: Subject;
  readonly id: string;
  readonly cause: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Absent while it runs, and when it was cut off. */
  readonly result?: string;
  readonly seconds?: number;
}

/** The events in a journal; lines that were cut off, or are none, are left out. */
export function eventsIn(text: string | undefined): LoggedEvent[] {
  return (text ?? '').split('\n').flatMap((line) => {
    const { type, time, ...fields } = line === '' ? {} : objectIn(line);
    return typeof type === 'string' && typeof time === 'number' ? [{ type, time, fields }] : [];
  });
}

/** The operations that events tell of, in the order in which they began. */
export function operationsIn(events: readonly LoggedEvent[]): LoggedOperation[] {
  const all: LoggedOperation[] = [];
  for (const { type, time, fields } of events) {
    const { guest, operation: id, cause, result, seconds } = fields;
    if (!isSubject(guest) || typeof id !== 'string') continue;
    if (type === 'operation-start') {
      all.push({ guest, id, cause: textOf(cause) ?? '', since: time });
    } else if (type === 'operation-end') {
      const at = all.findLastIndex((one) => one.guest === guest && one.id === id);
      const open = all[at];
      if (open === undefined || open.result !== undefined) continue;
      const took = typeof seconds === 'number' ? { seconds } : {};
      all[at] = { ...open, result: textOf(result) ?? 'done', ...took };
    }
  }
  return all;
}

/** A number of seconds, or undefined for anything else. */
export function amountIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A text, or undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
