import { isTemplate, type VmGuest } from '@phoenix/shared-config';
import type { Ways } from '@phoenix/shared-runtime/guests';

import { configureExisting } from './configure.ts';
import { cloneFromSource, createFromImage } from './define.ts';
import { bootDisk } from './disks.ts';
import { leftovers } from './leftovers.ts';
import { askedSettings, isMade } from './making.ts';
import { prerequisites } from './prerequisites.ts';
import { featureSteps, originSteps } from './provision.ts';
import { ready } from './ready.ts';
import { lifecycle, snapshotObstacle } from './snapshots.ts';
import { finish } from './template-end.ts';
import { volumeSteps } from './volumes.ts';

/** What VMs have of their own; all else is as for containers. */
export const vmWays: Ways<VmGuest> = {
  isTemplate,
  prerequisites,
  make: createFromImage,
  clone: cloneFromSource,
  configure: configureExisting,
  asked: askedSettings,
  isEnded: isMade,
  ready,
  readyLate: true,
  steps: (input) => ({
    first: [...originSteps(input), ...volumeSteps(input)],
    later: featureSteps(input),
  }),
  root: bootDisk,
  lifecycle,
  snapshotObstacle,
  conversionObstacle: () => undefined,
  finish,
  leftovers,
};
