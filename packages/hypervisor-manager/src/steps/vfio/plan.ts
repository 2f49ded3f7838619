import type { Operation } from '@phoenix/shared-runtime';
import { modprobeOperations } from '../../kernel/modprobe-file.ts';
import type { Card } from '../../kernel/pci.ts';
import type { StepDraft } from '../../setup/step.ts';
import { bootOperations, bootProblems } from './boot-parameters.ts';
import { cardProblems } from './card-problems.ts';
import type { VfioFacts } from './observe.ts';
import { PATHS } from './paths.ts';
import { restartReason } from './restart-reason.ts';

/** What is declared of it. */
export interface VfioDeclaration {
  readonly config: {
    readonly vfio?: { readonly pci_ids: readonly string[] };
    readonly nvidia_driver?: { readonly install: boolean };
  };
}

const MODULES = ['vfio', 'vfio_iommu_type1', 'vfio_pci'];

/** Plans the IOMMU, the modules, and the cards that the host keeps its drivers off. */
export function plan({ config }: VfioDeclaration, facts: VfioFacts): StepDraft {
  const { vfio } = config;
  if (vfio === undefined) return { operations: [] };
  const ids = [...new Set(vfio.pci_ids)];
  const words = [...(facts.isIntel ? ['intel_iommu=on'] : []), 'iommu=pt'];
  const problems = [
    ...bootProblems(facts.boot, words),
    ...cardProblems(ids, facts.cards, config.nvidia_driver?.install === true),
  ];
  if (problems.length > 0) return { operations: [], problems };
  const cards = (facts.cards ?? []).filter(({ id }) => ids.includes(id));
  const operations: Operation[] = [
    ...bootOperations(facts.boot, words),
    ...modulesOperations(facts.modules),
    ...modprobeOperations({
      path: PATHS.modprobe,
      lines: modprobeLines(ids, cards),
      text: facts.modprobe,
      stale: facts.stale,
      what: `cards for VMs: ${ids.join(', ') || 'none'}`,
    }),
  ];
  const restart = restartReason(words, cards, facts);
  return { operations, ...(restart !== undefined && { restart }) };
}

function modulesOperations(text: string | undefined): Operation[] {
  const content = ['# Made by phoenix setup; changes are lost.', ...MODULES, ''].join('\n');
  if (text === content) return [];
  const cause = text === undefined ? 'vfio modules are loaded at boot' : `${PATHS.modules} differs`;
  return [{ id: 'modules', doing: 'name the modules', cause, write: PATHS.modules, content }];
}

/** The drivers of the host are not kept out, as other cards may need them: vfio-pci comes first. */
function modprobeLines(ids: readonly string[], cards: readonly Card[]): string[] {
  if (ids.length === 0) return [];
  // Not the driver that a card is bound to: that is another one as soon as vfio-pci has it.
  const drivers = new Set(cards.flatMap(({ modules }) => modules));
  const others = [...drivers].filter((name) => name !== 'vfio-pci').sort();
  return [
    `options vfio-pci ids=${ids.join(',')}`,
    ...others.map((name) => `softdep ${name} pre: vfio-pci`),
  ];
}
