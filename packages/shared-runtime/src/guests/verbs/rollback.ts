import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { agreed, perform } from './perform.ts';
import { namedSnapshot } from './snapshot-flags.ts';
import type { Planner, Twin } from './twin.ts';

export function rollback<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `go back to a snapshot of ${word}s; what was written since is lost`,
    description: [
      `Asks first, unless --yes is given. A ${word} that runs is stopped before, and is stopped`,
      'afterwards; phoenix rollback starts those again that ran, in their order.',
    ],
    examples: [[`rollback ${guest} --name before-upgrade`, `ask, then take ${guest} back`]],
    ids: 'some',
    effect: 'change',
    flags: ['name', 'yes', 'wait'],
    run: async (context) => {
      const name = namedSnapshot(context, false);
      const planner: Planner<G> = (input, { planRollback }) => planRollback(input, name);
      const question = (names: string) =>
        `Take ${names} back to snapshot ${name}, and lose what was written since?`;
      await agreed(twin, context, planner, question);
      return perform(twin, context, planner);
    },
  };
}
