import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform } from './perform.ts';
import { namedSnapshot, sinceOf } from './snapshot-flags.ts';
import type { Twin } from './twin.ts';

export function snapshot<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `take a snapshot of ${word}s`,
    description: [
      `Nothing is stopped: of a running ${word} the snapshot holds the disks, and no memory.`,
      'Refused before anything is changed where a volume takes no snapshots.',
    ],
    examples: [[`snapshot ${guest} --name before-upgrade`, `take it of ${guest}`]],
    ids: 'some',
    effect: 'change',
    flags: ['name', 'since', 'wait'],
    run: (context) => {
      const name = namedSnapshot(context, true);
      const since = sinceOf(context);
      const asked = { name, ...(since !== undefined && { since }) };
      return perform(twin, context, (input, { planSnapshot }) => planSnapshot(input, asked));
    },
  };
}
