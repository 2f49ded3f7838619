import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planReconfigure } from '../plan/verbs.ts';
import { perform } from './perform.ts';

export const reconfigure: VerbDefinition = {
  summary: 'go back to the snapshot before the application, and do again what follows',
  description: [
    'Rolls back to pre-configured, applies the declared settings, runs the application script,',
    'the health check and the tests again, and takes a new final-form.',
    'What was written in the container since that snapshot is lost.',
  ],
  examples: [['reconfigure 950', 'run the application script of 950 on fresh ground']],
  ids: 'some',
  effect: 'change',
  flags: ['wait'],
  run: (context) => perform(context, planReconfigure),
};
