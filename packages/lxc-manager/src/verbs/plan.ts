import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planCreate } from '../plan/create.ts';
import { plansOf } from './perform.ts';

export const plan: VerbDefinition = {
  summary: 'show what create would do, and change nothing',
  description: ['Without ids, every declared container is planned.'],
  examples: [
    ['plan', 'all containers'],
    ['plan 950 --detailed-exitcode', 'exit 2 when 950 is not as declared'],
    ['plan 950 --json', 'the operations as data'],
  ],
  ids: 'any',
  effect: 'look',
  flags: ['bring', 'detailed-exitcode'],
  run: async (context) =>
    context.showPlans(
      await plansOf(context, (input) =>
        planCreate(input, context.flags.bring.includes(input.guest.id)),
      ),
    ),
};
