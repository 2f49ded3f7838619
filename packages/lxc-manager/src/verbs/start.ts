import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planCreate } from '../plan/create.ts';
import { planStart } from '../plan/verbs.ts';
import { perform } from './perform.ts';

export const start: VerbDefinition = {
  summary: 'start containers and wait until they are ready and healthy',
  description: ['A container that runs is left as it is.'],
  examples: [['start 950', 'start 950 and wait for its health check']],
  ids: 'some',
  effect: 'change',
  flags: ['bring', 'as-stopped', 'wait'],
  run: (context) =>
    perform(context, (input) =>
      context.flags.bring.includes(input.guest.id)
        ? planCreate(input, true)
        : planStart(input, context.flags.dryRun && context.flags.asStopped),
    ),
};
