import { refuseSnapshotName } from '@phoenix/shared-runtime';
import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { snapshotWork } from '../work.ts';

export const snapshot: ActVerb = {
  name: 'snapshot',
  group: 'Run',
  summary: 'take a snapshot of guests, under one name',
  usage: 'NAME GUEST...',
  takes: 'name and guests',
  refuseName: (name) => refuseSnapshotName(name, true),
  examples: [
    ['snapshot before-upgrade 950 953', 'of two guests'],
    ['snapshot before-upgrade all', 'of every declared guest that is no template'],
    ['snapshot before-upgrade all --dry-run', 'whether each of them can be taken'],
  ],
  about: [
    'Refused before anything is changed when one of them cannot be taken: a bind mount, a storage',
    'without snapshots, a name that is taken. What depends on others goes before them, so that a guest',
    'refers to nothing that is newer than the snapshot of what it stands on. Nothing is stopped: of a',
    'guest that runs the snapshot holds the disks as after a power cut, and no memory. For one moment',
    'of all, stop them first. Cut off, the same command again takes those that are missing.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets, about) => snapshotWork(declared, targets, 'snapshot', about),
  goesOn: true,
  sparesTemplates: true,
  next: (words, name) => `phoenix rollback ${name} ${words}`,
};
