import type { PhoenixEvent } from './events.ts';
import {
  absent,
  amount,
  type FormCheck,
  finite,
  oneOf,
  or,
  shape,
  subject,
  text,
} from './shape.ts';

const optional = or(text, absent);
/** Below zero where the clock was put back meanwhile. */
const elapsed = finite;
const operation = { guest: subject, operation: text };
const error = shape({ message: text, hint: optional, log: optional, output: optional });

const SHAPES: Readonly<Record<PhoenixEvent['type'], FormCheck>> = {
  version: shape({ program: text, version: text, events: text }),
  plan: shape({ plan: shape({ id: subject, action: text }) }),
  'operation-start': shape({ ...operation, cause: text }),
  'operation-output': shape({ ...operation, line: text }),
  'operation-end': shape({
    ...operation,
    result: oneOf('done', 'skipped', 'failed'),
    seconds: elapsed,
  }),
  wait: shape({ guest: subject, waitsFor: text, elapsed, deadline: or(amount, absent) }),
  note: shape({ guest: subject, text }),
  'guest-result': shape({
    guest: subject,
    outcome: oneOf('created', 'changed', 'unchanged', 'failed', 'skipped'),
    seconds: elapsed,
    error: or(error, absent),
    // Added by whoever shows it.
    did: absent,
  }),
};

/**
 * An event in a line of a stream or of a journal; undefined for a line that is none: of a newer minor, or
 * from somebody who writes what he likes.
 */
export function eventIn(line: string): PhoenixEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isEvent(value) ? value : undefined;
}

function isEvent(value: unknown): value is PhoenixEvent {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const { type } = value;
  return typeof type === 'string' && Object.hasOwn(SHAPES, type) && isOf(type, value);
}

function isOf(type: string, value: object): boolean {
  return SHAPES[type as PhoenixEvent['type']](value);
}
