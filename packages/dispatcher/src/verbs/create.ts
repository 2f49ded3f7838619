import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { bringUp } from '../work.ts';

export const create: ActVerb = {
  name: 'create',
  group: 'Bring up',
  summary: 'make guests as declared, and bring up what they stand on',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['create 950', 'make 950 and what it is cloned from or depends on'],
    ['create 950:955,-953', 'a range without one of it'],
    ['create 950 --dry-run', 'show the commands and change nothing'],
  ],
  aliases: ['phoenix 950'],
  about: [
    'What the named guests stand on is made when it is missing and started when it is stopped,',
    'and otherwise left as it is; converge brings that to its declaration as well.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets) => bringUp(declared, targets, 'bring'),
  next: (words) => `phoenix status ${words}`,
};
