import type { GuestOutcome } from '../events.ts';
import { isSubject, type Subject } from '../subject.ts';
import { amountIn, type LoggedEvent, textOf } from './run-events.ts';

/** How far a guest has come in a run. */
export type GuestState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'cut off';

/** What a run did, or does, with one guest. */
export interface GuestInRun {
  readonly id: Subject;
  readonly kind?: 'lxc' | 'vm' | 'host';
  readonly name?: string;
  readonly verb?: string;
  /** Guests of the run that it waits for. */
  readonly needs?: readonly number[];
  /** Seconds that its turn was expected to take. */
  readonly expected?: number;
  readonly state: GuestState;
  /** When its turn began, in milliseconds since the epoch. */
  readonly since?: number;
  /** What runs, or what it was cut off at. */
  readonly operation?: { readonly id: string; readonly cause: string; readonly since: number };
  /** What that waits for. */
  readonly waitsFor?: string;
  readonly outcome?: GuestOutcome;
  readonly seconds?: number;
  readonly error?: { readonly message: string; readonly hint?: string; readonly log?: string };
}

const OUTCOMES: readonly GuestOutcome[] = ['created', 'changed', 'unchanged', 'failed', 'skipped'];

/**
 * The guests of a run in the order in which they were told of. In a run that goes on no more, what
 * has no result was cut off.
 */
export function guestsIn(events: readonly LoggedEvent[], isRunning: boolean): GuestInRun[] {
  const guests = new Map<Subject, GuestInRun>();
  for (const event of events) {
    if (event.type === 'run-guests') for (const one of listed(event)) guests.set(one.id, one);
    const id = event.type === 'plan' ? idOf(event.fields.plan) : event.fields.guest;
    if (!isSubject(id)) continue;
    const known = guests.get(id) ?? { id, state: 'waiting' };
    const next = after(known, event);
    if (next !== undefined) guests.set(id, next);
  }
  const all = [...guests.values()];
  if (isRunning) return all;
  return all.map((one) => (one.state === 'running' ? { ...one, state: 'cut off' } : one));
}

/** What becomes of a guest by an event; undefined when that tells nothing of it. */
function after(guest: GuestInRun, { type, time, fields }: LoggedEvent): GuestInRun | undefined {
  const { operation: _operation, waitsFor: _waitsFor, ...rest } = guest;
  const { outcome: _outcome, seconds: _seconds, error: _error, ...lasting } = rest;
  const running = { ...lasting, state: 'running', since: guest.since ?? time } as const;
  switch (type) {
    case 'begin':
      return { ...running, since: time, ...of('verb', textOf(fields.verb)) };
    case 'plan':
      return { ...running, ...of('name', nameOf(fields.plan)) };
    case 'operation-start': {
      const id = textOf(fields.operation) ?? '';
      return { ...running, operation: { id, cause: textOf(fields.cause) ?? '', since: time } };
    }
    case 'operation-end':
      return running;
    case 'wait':
      // Its turn has not come, and somebody tells why.
      if (guest.verb !== undefined && guest.state === 'waiting')
        return { ...lasting, ...waiting(fields, guest) };
      return { ...running, ...of('operation', guest.operation), ...waiting(fields, guest) };
    case 'guest-result':
      return ended(rest, fields);
    default:
      return undefined;
  }
}

/** An operation announces itself as a wait of its own name. */
function waiting(fields: LoggedEvent['fields'], { operation }: GuestInRun): { waitsFor?: string } {
  const waitsFor = textOf(fields.waitsFor);
  const isItself = waitsFor === operation?.id || waitsFor?.startsWith(`${operation?.id}: `);
  return waitsFor === undefined || isItself ? {} : { waitsFor };
}

function ended(guest: GuestInRun, { outcome, seconds, error }: LoggedEvent['fields']): GuestInRun {
  const known = OUTCOMES.find((one) => one === outcome) ?? 'failed';
  const { message, hint, log } = fieldsOf(error);
  const why = textOf(message);
  return {
    ...guest,
    state: known === 'failed' || known === 'skipped' ? known : 'done',
    outcome: known,
    ...(typeof seconds === 'number' && { seconds }),
    ...(why !== undefined && {
      error: { message: why, ...of('hint', textOf(hint)), ...of('log', textOf(log)) },
    }),
  };
}

function listed({ fields }: LoggedEvent): GuestInRun[] {
  const { guests } = fields;
  return (Array.isArray(guests) ? guests : []).flatMap((one: unknown): GuestInRun[] => {
    const { id, kind, name, verb, needs, expected } = fieldsOf(one);
    if (!isSubject(id)) return [];
    const known = (['lxc', 'vm', 'host'] as const).find((each) => each === kind);
    const named = { ...of('name', textOf(name)), ...of('verb', textOf(verb)) };
    const planned = { ...of('needs', numbersIn(needs)), ...of('expected', amountIn(expected)) };
    return [{ id, ...of('kind', known), ...named, ...planned, state: 'waiting' }];
  });
}

function numbersIn(value: unknown): number[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : undefined;
}

function idOf(plan: unknown): unknown {
  return fieldsOf(plan).id;
}

function nameOf(plan: unknown): string | undefined {
  return textOf(fieldsOf(plan).name);
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A property that is left out when there is no value. */
function of<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
