import { isNvidiaGpu, readCards } from '../../kernel/pci.ts';
import { enabledUnits } from '../../look/units.ts';
import type { Look } from '../../setup/step.ts';
import { NAMES, PATHS } from './names.ts';

/** What the step looks at. */
export interface GpuFacts {
  readonly hasGpu: boolean;
  /** Whether the driver is loaded, so that there can be device files. */
  readonly isLoaded: boolean;
  readonly hasDevices: boolean;
  readonly unit: string | undefined;
  readonly isEnabled: boolean;
  /** Whether the unit of an earlier setup is there. */
  readonly hasFormer: boolean;
  /** Whether systemd-analyze can judge a unit. */
  readonly canVerify: boolean;
}

export async function observe(host: Look): Promise<GpuFacts> {
  const cards = await readCards(host);
  return {
    hasGpu: cards?.some(isNvidiaGpu) ?? false,
    isLoaded: host.exists('/sys/module/nvidia'),
    hasDevices: PATHS.devices.every((path) => host.exists(path)),
    unit: host.read(PATHS.unit),
    isEnabled: enabledUnits(host).has(NAMES.unit),
    hasFormer: host.exists(PATHS.former),
    canVerify: host.program('systemd-analyze') !== undefined,
  };
}
