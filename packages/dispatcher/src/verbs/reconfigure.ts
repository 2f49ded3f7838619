import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { oneByOne } from '../work.ts';

export const reconfigure: ActVerb = {
  name: 'reconfigure',
  group: 'Bring up',
  summary: 'roll guests back to `pre-configured` and run what follows it',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [['reconfigure 950', 'roll back, then application script, health, snapshots again']],
  about: ['What was written in the guest since that snapshot is lost.'],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets) => oneByOne(declared, targets, 'reconfigure'),
  next: (words) => `phoenix status ${words}`,
};
