import { form } from '@phoenix/shared-runtime';
import { isPlan, isStepAnswer } from '../answer-forms.ts';
import type { SavedPlan } from './saved-plan.ts';

const { absent, amount, listOf, oneOf, or, shape, text, truth } = form;

const values = (value: unknown) =>
  shape({})(value) && Object.values(Object(value)).every(or(text, amount, truth, negative));
const negative = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const time = (value: unknown) => text(value) && !Number.isNaN(Date.parse(String(value)));
/** Names of steps as a person types them; they go into a command line. */
const steps = (value: unknown) => /^[a-z][a-z0-9_, ]*$/.test(String(value));

const origin = shape({
  phoenix: text,
  host: shape({ name: text, machine: text }),
  saved: time,
  baseDir: text,
});
const guests = shape({
  of: oneOf('guests'),
  words: listOf(text),
  targets: listOf(amount),
  guests: listOf(
    (guest) => isPlan(guest) && shape({ needs: listOf(amount), declared: values })(guest),
  ),
});
const host = shape({
  of: oneOf('host'),
  only: or(steps, absent),
  skip: or(steps, absent),
  steps: listOf(isStepAnswer),
  declared: values,
});

/** Whether a value has the form of a plan that `savedText` writes. What it says may still be anybody's. */
export function isSavedPlan(value: unknown): value is SavedPlan {
  return origin(value) && (guests(value) || host(value));
}
