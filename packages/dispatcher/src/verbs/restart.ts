import type { ActVerb } from '../verb.ts';
import { restartAll } from '../work.ts';

export const restart: ActVerb = {
  name: 'restart',
  group: 'Run',
  summary: 'stop guests in reverse order, then start them in order',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [['restart 950 953', 'stop 950, stop 953, start 953, start 950']],
  about: ['Only the named guests are restarted; what depends on them keeps running meanwhile.'],
  flags: ['wait', 'detailed-exitcode'],
  work: restartAll,
  sparesTemplates: true,
  changed: 'restarted',
  next: (words) => `phoenix status ${words}`,
};
