import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { bringUp } from '../work.ts';

export const letsGo: ActVerb = {
  name: 'LetsGo',
  group: 'Bring up',
  summary: 'bring up the whole lab: make, converge and start every declared guest',
  usage: '',
  takes: 'none',
  examples: [
    ['LetsGo', 'everything, in dependency and boot order, several guests at a time'],
    ['LetsGo --dry-run', 'what that would do, and by past runs about how long it takes'],
    ['LetsGo --parallel 8 --fail-fast', 'eight at a time; begin nothing new after a failure'],
  ],
  about: [
    'A guest has its turn when what it is cloned from is made and what it depends on is healthy.',
    'Guests that only have to be started go by boot_order, with boot_delay between the orders.',
    'Templates end stopped. A guest that fails keeps back what stands on it and nobody else.',
    'Stopped or killed at any moment, the same command again does what is left; on a lab that is',
    'as declared it changes nothing.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: (declared, targets) => bringUp(declared, targets, 'converge'),
  next: () => 'phoenix status',
};
