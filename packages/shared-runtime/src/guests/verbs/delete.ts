import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { agreed, perform } from './perform.ts';
import type { Planner, Twin } from './twin.ts';

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
      const planner: Planner<G> = (input, { planDelete }) => planDelete(input);
      const question = (names: string) => `Destroy ${names} with all volumes?`;
      await agreed(twin, context, planner, question);
      return perform(twin, context, planner);
    },
  };
}
