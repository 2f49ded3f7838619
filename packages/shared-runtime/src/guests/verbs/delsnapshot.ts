import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { agreed, perform } from './perform.ts';
import { namedSnapshot } from './snapshot-flags.ts';
import type { Planner, Twin } from './twin.ts';

export function delsnapshot<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example, tool } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `delete a snapshot of ${word}s`,
    description: [
      'Asks first, unless --yes is given. One that does not exist is no error. A snapshot that',
      `phoenix needs itself is refused; ${tool} delsnapshot deletes that as well.`,
    ],
    examples: [[`delsnapshot ${guest} --name before-upgrade`, `ask, then delete it of ${guest}`]],
    ids: 'some',
    effect: 'change',
    flags: ['name', 'yes', 'wait'],
    run: async (context) => {
      const name = namedSnapshot(context, false);
      const planner: Planner<G> = (input, { planDelsnapshot }) => planDelsnapshot(input, name);
      await agreed(twin, context, planner, (names) => `Delete snapshot ${name} of ${names}?`);
      return perform(twin, context, planner);
    },
  };
}
