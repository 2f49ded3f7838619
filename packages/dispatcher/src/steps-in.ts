import type { ShownStep } from '@phoenix/shared-runtime';

/** The steps in what `hypervisor-manager plan --json` answered; undefined when it answered anything else. */
export function stepsIn(text: string): readonly ShownStep[] | undefined {
  try {
    const { steps }: { steps?: readonly ShownStep[] } = JSON.parse(text);
    return steps;
  } catch {
    return undefined;
  }
}
