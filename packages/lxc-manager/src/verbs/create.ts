import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planCreate } from '../plan/create.ts';
import { perform } from './perform.ts';

export const create: VerbDefinition = {
  summary: 'bring containers to their declared state: made, configured, running, provisioned',
  description: [
    'Whatever a container is like, it ends as declared. One that is as declared costs nothing.',
    'A running container is never restarted; what waits for its next start is told.',
    'Sources of clones have to exist, or be named before their clones: phoenix knows the order.',
  ],
  examples: [
    ['create 950', 'make 950, or converge it'],
    ['create 950 --dry-run', 'show what that would do'],
    ['create 900 950 --bring 900', 'converge 950; of 900 only see that it is there'],
  ],
  ids: 'some',
  effect: 'change',
  flags: ['bring', 'wait'],
  run: (context) =>
    perform(context, (input) => planCreate(input, context.flags.bring.includes(input.guest.id))),
};
