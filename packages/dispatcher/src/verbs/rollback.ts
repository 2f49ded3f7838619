import { refuseSnapshotName } from '@phoenix/shared-runtime';
import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { snapshotWork } from '../work.ts';

export const rollback: ActVerb = {
  name: 'rollback',
  group: 'Run',
  summary: 'take guests back to a snapshot, and start again those that ran',
  usage: 'SNAPSHOT GUEST...',
  takes: 'name and guests',
  refuseName: (name) => refuseSnapshotName(name, false),
  examples: [
    ['rollback before-upgrade 950 953', 'asks, then takes both back'],
    ['rollback before-upgrade 950 --dry-run', 'what that would do'],
    ['rollback before-upgrade 953 --force', 'also while running guests depend on 953'],
  ],
  about: [
    'What was written in the guests since the snapshot is lost, so it asks, unless --yes is given.',
    'What depends on others is stopped and taken back before them; when all are back, those that ran',
    'are started in the order of start, and awaited until they are healthy. Their settings are those',
    'of the snapshot then: phoenix plan tells what differs from the declaration. While a running guest',
    'that is not named depends on one that is, nothing is done, unless --force says so. Cut off, the',
    'same command again takes all of them back once more.',
  ],
  flags: [...WORK_FLAGS, 'force', 'detailed-exitcode'],
  work: (declared, targets, about) => snapshotWork(declared, targets, 'rollback', about),
  goesOn: true,
  startsAgain: true,
  sparesTemplates: true,
  refuseWhile: 'running',
  asks: (name) =>
    `rollback takes these guests back to snapshot ${name}; what was written in them since is lost`,
  next: (words) => `phoenix plan ${words}`,
};
