import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { deleteDown } from '../work.ts';

export const deleteVerb: ActVerb = {
  name: 'delete',
  group: 'Bring up',
  summary: 'destroy guests, with their disks',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['delete 950', 'asks, then destroys 950 and nothing else'],
    ['delete 950 951 --yes', 'does not ask'],
  ],
  about: [
    'Refused while another guest that exists is cloned from a named one or depends on it.',
    'Without a terminal, --yes has to say that it is meant.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: deleteDown,
  refuseWhile: 'exists',
  asks: () => 'delete destroys these guests with their disks',
  next: (words) => `phoenix create ${words}`,
};
