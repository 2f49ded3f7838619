import { type Boot, readBoot } from '../../kernel/boot.ts';
import { type Card, readCards } from '../../kernel/pci.ts';
import { staleImages } from '../../kernel/stale-images.ts';
import type { Look } from '../../setup/step.ts';
import { PATHS } from './paths.ts';

/** What the step looks at. */
export interface VfioFacts {
  readonly boot: Boot;
  readonly isIntel: boolean;
  /** Whether the running kernel has put devices into IOMMU groups. */
  readonly hasGroups: boolean;
  /** Texts of the two files. */
  readonly modules: string | undefined;
  readonly modprobe: string | undefined;
  /** Initial ram disks that are older than the second. */
  readonly stale: readonly string[];
  /** Undefined where there is no lspci. */
  readonly cards: readonly Card[] | undefined;
}

export async function observe(host: Look): Promise<VfioFacts> {
  return {
    boot: await readBoot(host),
    isIntel: /^vendor_id\s*:\s*GenuineIntel$/m.test(host.read('/proc/cpuinfo') ?? ''),
    hasGroups: host.list('/sys/kernel/iommu_groups').length > 0,
    modules: host.read(PATHS.modules),
    modprobe: host.read(PATHS.modprobe),
    stale: await staleImages(host, PATHS.modprobe),
    cards: await readCards(host),
  };
}
