import type { VerbContext, VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planDelete } from '../plan/verbs.ts';
import { perform, plansOf } from './perform.ts';

export const deleteVerb: VerbDefinition = {
  summary: 'destroy containers with their volumes',
  description: [
    'Asks first, unless --yes is given. A container that does not exist is no error.',
    'A protected container is refused. Whether others depend on it, phoenix delete looks at.',
  ],
  examples: [
    ['delete 950', 'ask, then destroy 950'],
    ['delete 950 --yes', 'destroy 950'],
  ],
  ids: 'some',
  effect: 'change',
  flags: ['yes', 'wait'],
  run: async (context) => {
    if (!context.flags.dryRun) await ask(context);
    return perform(context, planDelete);
  },
};

async function ask(context: VerbContext): Promise<void> {
  if (context.flags.yes) return;
  const plans = await plansOf(context, planDelete);
  const doomed = plans.filter(({ operations }) => operations.length > 0);
  if (doomed.length === 0) return;
  const names = doomed.map(({ id, name }) => `${id} (${name})`).join(', ');
  await context.confirm(`Destroy ${names} with all volumes?`);
}
