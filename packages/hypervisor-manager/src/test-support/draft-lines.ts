import { operationTarget } from '@phoenix/shared-runtime';
import type { StepDraft } from '../setup/step.ts';

/** What a step plans, a line each: cause and command or file; then problems, notes and restart. */
export function draftLines({
  operations,
  problems = [],
  notes = [],
  restart,
}: StepDraft): string[] {
  return [
    ...operations.map((one) => `${one.cause}: ${operationTarget(one)}`),
    ...problems.map(({ message, hint }) => `✖ ${message} (${hint})`),
    ...notes.map((note) => `! ${note}`),
    ...(restart === undefined ? [] : [`restart: ${restart}`]),
  ];
}
