import type { Declaration, StepDraft } from '../../setup/step.ts';
import { planDirectories } from './directories.ts';
import type { SharedFacts } from './observe.ts';
import { planVolumes } from './volumes.ts';

/** Plans what several guests share: directories, and volumes that belong to none of them. */
export function plan(
  { config, declared }: Pick<Declaration, 'config' | 'declared'>,
  facts: SharedFacts,
): StepDraft {
  const parts = [planDirectories(config, declared.lxc, facts), planVolumes(config, facts)];
  return {
    operations: parts.flatMap(({ operations }) => operations),
    notes: parts.flatMap(({ notes = [] }) => notes),
    problems: parts.flatMap(({ problems = [] }) => problems),
  };
}
