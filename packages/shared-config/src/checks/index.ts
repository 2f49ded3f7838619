import type { ConfigReader, FileKind } from '../declared.ts';
import type { Findings } from '../findings.ts';
import type { HypervisorConfig } from '../hypervisor-config.ts';
import type { Loaded } from '../load-lxc.ts';
import type { LxcGuest } from '../lxc-guest.ts';
import type { ReadFile } from '../read-file.ts';
import type { VmGuest } from '../vm-guest.ts';

/** Everything loaded, on which the checks across guests and files work. */
export interface World {
  baseDir: string;
  reader: ConfigReader;
  hypervisor: HypervisorConfig;
  lxc: readonly Loaded<LxcGuest>[];
  vms: readonly Loaded<VmGuest>[];
  files: Record<FileKind, ReadFile>;
  findings: Findings;
}

const checks: readonly ((world: World) => void)[] = [];

/** Runs all checks across guests and files. */
export function checkAll(world: World): void {
  for (const check of checks) check(world);
}
