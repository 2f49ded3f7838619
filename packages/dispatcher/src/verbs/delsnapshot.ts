import { refuseSnapshotName } from '@phoenix/shared-runtime';
import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { snapshotWork } from '../work.ts';

export const delsnapshot: ActVerb = {
  name: 'delsnapshot',
  group: 'Run',
  summary: 'delete a snapshot of guests',
  usage: 'SNAPSHOT GUEST...',
  takes: 'name and guests',
  refuseName: (name) => refuseSnapshotName(name, false),
  examples: [['delsnapshot before-upgrade 950 953', 'asks, then deletes it of both']],
  about: [
    'Nothing leads back to a deleted snapshot, so it asks, unless --yes is given. A guest that has none',
    'of that name is left as it is. Those that phoenix needs itself are refused.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets, about) => snapshotWork(declared, targets, 'delsnapshot', about),
  sparesTemplates: true,
  asks: (name) => `delsnapshot deletes snapshot ${name} of these guests`,
  next: (words) => `phoenix snapshots ${words}`,
};
