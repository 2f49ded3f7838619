import { eventIn, type PhoenixEvent, type Subject } from '@phoenix/shared-runtime';
import { type Call, isAbout } from './call.ts';

/** Takes what comes from a manager at work: only what it may tell, which is of its own guests. */
export interface Listener {
  /** Takes a line of its stream. */
  onEvent(line: string): void;
  /** What was left out, as a note; undefined when there is nothing to say. */
  doubt(): string | undefined;
}

/** Others that are named in that note. */
const NAMED = 5;

/**
 * Listens to the manager of a call. Lines that are no events, and events about anybody else, go nowhere: a
 * guest is done when its own manager says so.
 */
export function listen(call: Call, take: (event: PhoenixEvent) => void): Listener {
  let odd = 0;
  let foreign = 0;
  const others = new Set<Subject>();
  return {
    onEvent(line) {
      const event = eventIn(line);
      if (event === undefined) {
        odd += 1;
        return;
      }
      const subject = subjectOf(event);
      if (subject === undefined || isAbout(call, subject)) {
        take(event);
        return;
      }
      foreign += 1;
      if (others.size <= NAMED) others.add(subject);
    },
    doubt() {
      const parts = [
        ...(odd === 0 ? [] : [`${lines(odd)} that ${odd === 1 ? 'is no event' : 'are no events'}`]),
        ...(foreign === 0
          ? []
          : [`${lines(foreign)} about ${named(others)}, which it was not asked about`]),
      ];
      if (parts.length === 0) return undefined;
      return `${call.manager} told ${parts.join(' and ')}: left out`;
    },
  };
}

function subjectOf(event: PhoenixEvent): Subject | undefined {
  if ('guest' in event) return event.guest;
  return event.type === 'plan' ? event.plan.id : undefined;
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function named(others: ReadonlySet<Subject>): string {
  const some = [...others].slice(0, NAMED).join(', ');
  return others.size > NAMED ? `${some} and others` : some;
}
