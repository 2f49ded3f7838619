import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { startUp } from '../work.ts';

export const start: ActVerb = {
  name: 'start',
  group: 'Run',
  summary: 'start guests after what they depend on',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [
    ['start 950', 'start what 950 depends on, wait until it is healthy, then start 950'],
    ['start nginx 950:952', 'guests go by name, id or range'],
  ],
  about: [
    'Dependencies come first, then boot_order, then the id. Clone sources stay as they are.',
    'Of all and of a range, templates are left out; one that is named is started.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: startUp,
  sparesTemplates: true,
  next: (words) => `phoenix status ${words}`,
};
