import { missingWords } from '../../kernel/boot-words.ts';
import type { Card } from '../../kernel/pci.ts';
import type { VfioFacts } from './observe.ts';

/** Why the host has to be restarted before cards can be passed; undefined when it has been. */
export function restartReason(
  words: readonly string[],
  cards: readonly Card[],
  { boot, hasGroups }: Pick<VfioFacts, 'boot' | 'hasGroups'>,
): string | undefined {
  const missing = missingWords(boot.running, words);
  if (missing.length > 0) return `the running kernel was started without ${missing.join(' ')}`;
  if (!hasGroups)
    return 'the kernel found no IOMMU: switch on VT-d (Intel) or AMD-Vi in the setup of the firmware';
  const held = cards.filter(({ driver }) => driver !== 'vfio-pci');
  if (held.length === 0) return undefined;
  const list = held.map(({ slot, id, driver }) => `${id} at ${slot} by ${driver ?? 'no driver'}`);
  return `cards for VMs are not held by vfio-pci: ${list.join(', ')}`;
}
