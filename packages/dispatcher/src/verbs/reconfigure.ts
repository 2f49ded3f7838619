import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { oneByOne } from '../work.ts';

export const reconfigure: ActVerb = {
  name: 'reconfigure',
  group: 'Bring up',
  summary: 'roll guests back to `pre-configured` and run what follows it',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['reconfigure 950', 'asks, then rolls back; application script, health, snapshots again'],
    ['reconfigure 950 --yes', 'does not ask'],
  ],
  about: [
    'What was written in the guest since that snapshot is lost, so it asks, unless --yes is given.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets) => oneByOne(declared, targets, 'reconfigure'),
  asks: () =>
    'reconfigure takes these guests back to the snapshot before their own part; what was written in ' +
    'them since is lost',
  next: (words) => `phoenix status ${words}`,
};
