import type { ActVerb } from '../verb.ts';
import { restartAll } from '../work.ts';

export const restart: ActVerb = {
  name: 'restart',
  group: 'Run',
  summary: 'restart guests one after the other, in dependency order',
  usage: 'GUEST...',
  takes: 'guests',
  examples: [['restart 950 953', 'restart 953, on which 950 depends, then 950']],
  about: ['Only the named guests are restarted; what depends on them keeps running meanwhile.'],
  flags: ['wait', 'detailed-exitcode'],
  work: restartAll,
  sparesTemplates: true,
  next: (words) => `phoenix status ${words}`,
};
