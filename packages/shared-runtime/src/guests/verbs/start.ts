import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform } from './perform.ts';
import type { Twin } from './twin.ts';

export function start<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `start ${word}s and wait until they are ready and healthy`,
    description: [`A ${word} that runs is left as it is.`],
    examples: [[`start ${guest}`, `start ${guest} and wait for its health check`]],
    ids: 'some',
    effect: 'change',
    flags: ['bring', 'as-stopped', 'wait'],
    run: (context) => {
      const { bring, dryRun, asStopped } = context.flags;
      return perform(twin, context, (input, { planCreate, planStart }) =>
        bring.includes(input.guest.id)
          ? planCreate(input, true)
          : planStart(input, dryRun && asStopped),
      );
    },
  };
}
