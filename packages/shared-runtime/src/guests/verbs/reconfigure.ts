import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { agreed, perform } from './perform.ts';
import type { Planner, Twin } from './twin.ts';

export function reconfigure<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, later, example } = twin.sight.kind;
  return {
    summary: `go back to the snapshot before ${later.name}, and do again what follows`,
    description: [
      `Rolls back to ${later.before}, applies the declared settings, ${later.does}`,
      `the health check and the tests again, and takes a new ${later.last}.`,
      `What was written in the ${word} since that snapshot is lost, so it asks, unless --yes is given.`,
    ],
    examples: [[`reconfigure ${example.guest}`, later.example(example.guest)]],
    ids: 'some',
    effect: 'change',
    flags: ['yes', 'wait'],
    run: async (context) => {
      const planner: Planner<G> = (input, { planReconfigure }) => planReconfigure(input);
      const question = (names: string) =>
        `Take ${names} back to ${later.before}? What was written since is lost.`;
      await agreed(twin, context, planner, question);
      return perform(twin, context, planner);
    },
  };
}
