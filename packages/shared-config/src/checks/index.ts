import { checkAddresses } from './addresses.ts';
import { checkBootOrder } from './boot-order.ts';
import { checkClones } from './clones.ts';
import { checkCycles } from './cycles.ts';
import { checkExposed } from './exposed.ts';
import { checkFilesExist } from './files-exist.ts';
import { checkIdentity } from './identity.ts';
import { checkMounts } from './mounts.ts';
import { checkReferences } from './references.ts';
import { checkSecrets } from './secrets.ts';
import { checkTemplates } from './templates.ts';
import { checkVms } from './vms.ts';
import type { World } from './world.ts';

const checks: readonly ((world: World) => void)[] = [
  checkIdentity,
  checkReferences,
  checkCycles,
  checkClones,
  checkTemplates,
  checkBootOrder,
  checkAddresses,
  checkMounts,
  checkFilesExist,
  checkVms,
  checkSecrets,
  checkExposed,
];

/** Runs all checks across guests and files. */
export function checkAll(world: World): void {
  for (const check of checks) check(world);
}
