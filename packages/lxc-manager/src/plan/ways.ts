import { isTemplate, type LxcGuest } from '@phoenix/shared-config';
import type { Ways } from '@phoenix/shared-runtime/guests';
import { applicationStep } from './application.ts';
import { configure } from './configure.ts';
import { cloneFromSource, createFromTemplate } from './define.ts';
import { askedSettings, isMade } from './making.ts';
import { prerequisites } from './prerequisites.ts';
import { featureSteps } from './provision.ts';
import { ready } from './ready.ts';
import { conversionObstacle, lifecycle, snapshotObstacle } from './snapshots.ts';

/** What containers have of their own; all else is as for VMs. */
export const containerWays: Ways<LxcGuest> = {
  isTemplate,
  prerequisites,
  make: createFromTemplate,
  clone: cloneFromSource,
  configure: (input, current, state) => configure(input, current, { ...state, isNew: false }),
  asked: askedSettings,
  isEnded: isMade,
  ready,
  readyLate: false,
  steps(input) {
    const application = applicationStep(input);
    return { first: featureSteps(input), later: application === undefined ? [] : [application] };
  },
  root: (keys) => (keys.has('rootfs') ? 'rootfs' : undefined),
  lifecycle,
  snapshotObstacle,
  conversionObstacle,
  finish: () => [],
  leftovers: () => [],
};
