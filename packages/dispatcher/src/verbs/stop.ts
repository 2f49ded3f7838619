import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { stopDown } from '../work.ts';

export const stop: ActVerb = {
  name: 'stop',
  group: 'Run',
  summary: 'stop guests in the reverse of their start order',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['stop 950', 'stop 950 and nothing else'],
    ['stop 953 --force', 'also while running guests depend on 953'],
  ],
  about: [
    'Only the named guests are stopped. While a running guest that is not named depends on one',
    'of them, nothing is stopped, unless --force says so. The shutdown itself is orderly with',
    '--force as well; what pulls the plug is lxc-manager (or vm-manager) stop ID --force.',
  ],
  flags: [...WORK_FLAGS, 'force', 'detailed-exitcode'],
  work: stopDown,
  refuseWhile: 'running',
  next: (words) => `phoenix start ${words}`,
};
