import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planStop } from '../plan/verbs.ts';
import { perform } from './perform.ts';

export const stop: VerbDefinition = {
  summary: 'shut containers down in good order',
  description: [
    'A container that is stopped, or does not exist, is left as it is.',
    'With --force, one that does not obey within timeouts.stop (60 s) is stopped the hard way.',
  ],
  examples: [
    ['stop 950', 'shut 950 down'],
    ['stop 950 --force', 'and pull the plug when it does not obey'],
  ],
  ids: 'some',
  effect: 'change',
  flags: ['force', 'wait'],
  run: (context) => perform(context, (input) => planStop(input, context.flags.force)),
};
