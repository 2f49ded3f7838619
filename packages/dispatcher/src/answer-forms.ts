import { form, type ShownPlan, type ShownStep } from '@phoenix/shared-runtime';
import type { Call } from './call.ts';

const { absent, amount, listOf, nothing, oneOf, or, shape, text, truth } = form;

const optional = or(text, absent);
const time = (value: unknown) => text(value) && !Number.isNaN(Date.parse(String(value)));

const operation = shape({
  id: text,
  cause: text,
  run: or(listOf(text), absent),
  write: optional,
  content: or(shape({ lines: listOf(text), count: amount }), absent),
  edit: or(shape({ remove: listOf(text), add: listOf(text) }), absent),
  directory: or(shape({ mode: text, owner: optional }), absent),
  verify: or(listOf(text), absent),
  block: optional,
  deadline: or(amount, absent),
  inputLines: or(amount, absent),
  guard: or(shape({ predicted: text }), absent),
  holds: or(listOf(shape({})), listOf(text), absent),
  allocates: or(listOf(shape({ storage: text, bytes: or(amount, absent) })), absent),
  fingerprint: optional,
});
const told = {
  operations: listOf(operation),
  undo: or(listOf(operation), absent),
  notes: listOf(text),
  problems: listOf(shape({ message: text, hint: optional })),
};

const plan = shape({ ...told, action: oneOf('create', 'change', 'none') });
const FORMS: Readonly<Record<string, form.FormCheck>> = {
  status: shape({
    exists: truth,
    running: truth,
    template: truth,
    drift: truth,
    provisioned: or(truth, nothing),
    declared: or(truth, absent),
  }),
  snapshots: shape({
    exists: truth,
    snapshots: listOf(
      shape({
        name: text,
        taken: or(time, nothing),
        parent: or(text, nothing),
        current: truth,
        whole: truth,
        purpose: or(text, nothing),
        description: text,
      }),
    ),
  }),
  import: shape({ declaration: or(shape({}), absent), notes: listOf(text), cannot: optional }),
};

/** Whether a value can be the plan of a guest, of whatever kind. */
export function isPlan(value: unknown): value is ShownPlan {
  return shape({ id: amount, kind: oneOf('lxc', 'vm'), name: text })(value) && plan(value);
}

/** Whether a value can be what the manager of a call answers about one guest. */
export function isGuestAnswer({ manager, argv: [verb = ''] }: Call, value: unknown): boolean {
  const guest = shape({ id: amount, kind: oneOf(manager.replace(/-manager$/, '')), name: text });
  return guest(value) && (FORMS[verb] ?? plan)(value);
}

const step = shape({
  ...told,
  step: text,
  title: text,
  state: oneOf('as declared', 'differs', 'impossible', 'needs a restart'),
  restart: optional,
});

/** Whether a value can be the plan of a step of the host. */
export function isStepAnswer(value: unknown): value is ShownStep {
  return step(value);
}

/** Why a manager has no answer, as its JSON tells. */
export const isReason = shape({ message: text, hint: optional });
