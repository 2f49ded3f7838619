import type { ShownStep } from '@phoenix/shared-runtime';
import { isStepAnswer } from './answer-forms.ts';

/** The steps in what `hypervisor-manager plan --json` answered; undefined when it answered anything else. */
export function stepsIn(text: string): readonly ShownStep[] | undefined {
  try {
    const { steps }: { steps?: unknown } = JSON.parse(text) ?? {};
    return Array.isArray(steps) && steps.every(isStepAnswer) ? steps : undefined;
  } catch {
    return undefined;
  }
}
