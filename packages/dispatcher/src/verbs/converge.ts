import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { bringUp } from '../work.ts';

export const converge: ActVerb = {
  name: 'converge',
  group: 'Bring up',
  summary: 'bring guests and all that they stand on to their declaration',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['converge 950', 'the whole chain that 950 stands on, then 950'],
    ['converge 950 --dry-run', 'what that would change (the same as plan 950)'],
  ],
  about: [
    'Running guests are changed as far as that goes without a restart; where one is due,',
    'the plan says so.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets) => bringUp(declared, targets, 'converge'),
  next: (words) => `phoenix status ${words}`,
};
