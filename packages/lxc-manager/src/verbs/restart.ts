import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planRestart } from '../plan/verbs.ts';
import { perform } from './perform.ts';

export const restart: VerbDefinition = {
  summary: 'shut containers down and start them; settings that waited take effect',
  description: ['A stopped container is started.'],
  examples: [['restart 950', 'shut 950 down, start it, wait until it is healthy']],
  ids: 'some',
  effect: 'change',
  flags: ['force', 'wait'],
  run: (context) => perform(context, (input) => planRestart(input, context.flags.force)),
};
