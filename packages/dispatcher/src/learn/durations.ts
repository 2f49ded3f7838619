import { type Host, type PhoenixEvent, pastEvents, type Subject } from '@phoenix/shared-runtime';

/** How long operations took in past runs. */
export interface Durations {
  /** Seconds of an operation of a guest, from its own past or else that of others; or undefined. */
  secondsOf(guest: Subject, operation: string): number | undefined;
}

/** So many of the last times count, by their median. */
const REMEMBERED = 5;

/** What past events, newest first, tell about durations. */
export function durationsIn(events: Iterable<PhoenixEvent>): Durations {
  const own = new Map<string, number[]>();
  const all = new Map<string, number[]>();
  for (const event of events) {
    if (event.type !== 'operation-end' || event.result !== 'done') continue;
    remember(own, `${event.guest} ${event.operation}`, event.seconds);
    remember(all, event.operation, event.seconds);
  }
  return {
    secondsOf(guest, operation) {
      const known = own.get(`${guest} ${operation}`) ?? all.get(operation);
      return known && median(known);
    },
  };
}

/** What the journal of this host tells, of all runs or of those before one; nothing when it cannot be read. */
export function learn(host: Pick<Host, 'list' | 'read' | 'info'>, before?: string): Durations {
  return durationsIn(pastEvents(host, before));
}

function remember(map: Map<string, number[]>, key: string, seconds: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [seconds]);
  else if (known.length < REMEMBERED) known.push(seconds);
}

/** The middle of numbers, at least one; of an even count the middle between the two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [upper = 0, lower = upper] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
}
