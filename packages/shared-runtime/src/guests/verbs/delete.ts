import type { VerbContext } from '../../frame/context.ts';
import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform, plansOf } from './perform.ts';
import type { Twin } from './twin.ts';

export function deleteVerb<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `destroy ${word}s with their volumes`,
    description: [
      `Asks first, unless --yes is given. A ${word} that does not exist is no error.`,
      `A protected ${word} is refused. Whether others depend on it, phoenix delete looks at.`,
    ],
    examples: [
      [`delete ${guest}`, `ask, then destroy ${guest}`],
      [`delete ${guest} --yes`, `destroy ${guest}`],
    ],
    ids: 'some',
    effect: 'change',
    flags: ['yes', 'wait'],
    run: async (context) => {
      if (!context.flags.dryRun) await ask(twin, context);
      return perform(twin, context, twin.planDelete);
    },
  };
}

async function ask<G extends Guest>(twin: Twin<G>, context: VerbContext): Promise<void> {
  if (context.flags.yes) return;
  const plans = await plansOf(twin, context, twin.planDelete);
  const doomed = plans.filter(({ operations }) => operations.length > 0);
  if (doomed.length === 0) return;
  const names = doomed.map(({ id, name }) => `${id} (${name})`).join(', ');
  await context.confirm(`Destroy ${names} with all volumes?`);
}
