import { WORK_FLAGS } from '../flags.ts';
import type { ActVerb } from '../verb.ts';
import { restartAll } from '../work.ts';

export const restart: ActVerb = {
  name: 'restart',
  group: 'Run',
  summary: 'restart guests, what others depend on first',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [['restart 950 953', 'restart 953, on which 950 depends, then 950']],
  about: [
    'Only the named guests are restarted; what depends on them keeps running meanwhile. Those that',
    'do not depend on each other go at the same time; --parallel 1 takes one after the other.',
  ],
  flags: [...WORK_FLAGS, 'detailed-exitcode'],
  work: restartAll,
  sparesTemplates: true,
  next: (words) => `phoenix status ${words}`,
};
