import type { PlanProblem } from '@phoenix/shared-runtime';
import { type Card, isNvidiaGpu } from '../../kernel/pci.ts';

/** Cards named in a hint, at most. */
const SHOWN = 12;

/** What cannot be of cards that are to be reserved for VMs. */
export function cardProblems(
  ids: readonly string[],
  cards: readonly Card[] | undefined,
  needsNvidia: boolean,
): PlanProblem[] {
  if (ids.length === 0) return [];
  if (cards === undefined)
    return [
      {
        message: 'cannot reserve PCI cards: there is no lspci on this host to look at them',
        hint: 'apt-get install pciutils',
      },
    ];
  const strange = ids.filter((id) => !cards.some((card) => card.id === id));
  return [
    ...(strange.length === 0 ? [] : [unknownCards(strange, cards)]),
    ...(needsNvidia ? nvidiaProblems(ids, cards) : []),
  ];
}

function unknownCards(ids: readonly string[], cards: readonly Card[]): PlanProblem {
  // Bridges and the like are never passed to a VM.
  const passable = cards.filter(({ kind }) => !/^(05|06|08)/.test(kind));
  const list = [...new Map(passable.map((card) => [card.id, card]))];
  const shown = list.slice(0, SHOWN).map(([id, { name }]) => `${id} (${name})`);
  const more = list.length > SHOWN ? ` and ${list.length - SHOWN} more` : '';
  const there = shown.length === 0 ? 'there are none' : `there are ${shown.join(', ')}${more}`;
  return {
    message: `cannot reserve ${ids.join(', ')}: this host has no such PCI card`,
    hint: `correct vfio.pci_ids (lspci -nn shows the ids): ${there}`,
  };
}

/** The driver of the host needs a card that is left to it. */
function nvidiaProblems(ids: readonly string[], cards: readonly Card[]): PlanProblem[] {
  const gpus = cards.filter(isNvidiaGpu);
  const reserved = gpus.filter(({ id }) => ids.includes(id));
  if (reserved.length === 0 || reserved.length < gpus.length) return [];
  const names = [...new Set(reserved.map(({ id }) => id))].join(', ');
  return [
    {
      message: `cannot reserve ${names} for VMs and install the driver of NVIDIA on the host: it has no other card of NVIDIA`,
      hint: `take ${names} out of vfio.pci_ids, or declare nvidia_driver.install false`,
    },
  ];
}
