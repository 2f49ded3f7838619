import type { PhoenixEvent } from './events.ts';
import { isStepName } from './subject.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const amount: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const subject: Check = (value) => amount(value) || (text(value) && isStepName(String(value)));
const absent: Check = (value) => value === undefined;
const or =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.some((word) => word === value);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const given = new Map<string, unknown>(Object.entries(value));
    return Object.entries(fields).every(([name, check]) => check(given.get(name)));
  };

const optional = or(text, absent);
const operation = { guest: subject, operation: text };
const error = shape({ message: text, hint: optional, log: optional, output: optional });

const SHAPES: Readonly<Record<PhoenixEvent['type'], Check>> = {
  version: shape({ program: text, version: text, events: text }),
  plan: shape({ plan: shape({}) }),
  'operation-start': shape({ ...operation, cause: text }),
  'operation-output': shape({ ...operation, line: text }),
  'operation-end': shape({
    ...operation,
    result: oneOf('done', 'skipped', 'failed'),
    seconds: amount,
  }),
  wait: shape({ guest: subject, waitsFor: text, elapsed: amount, deadline: or(amount, absent) }),
  note: shape({ guest: subject, text }),
  'guest-result': shape({
    guest: subject,
    outcome: oneOf('created', 'changed', 'unchanged', 'failed', 'skipped'),
    seconds: amount,
    error: or(error, absent),
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
