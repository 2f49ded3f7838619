import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform } from './perform.ts';
import type { Twin } from './twin.ts';

export function create<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest, source } = example;
  return {
    summary: `bring ${word}s to their declared state: made, configured, running, provisioned`,
    description: [
      `Whatever a ${word} is like, it ends as declared. One that is as declared costs nothing.`,
      `A running ${word} is never restarted; what waits for its next start is told.`,
      'Sources of clones have to exist, or be named before their clones: phoenix knows the order.',
    ],
    examples: [
      [`create ${guest}`, `make ${guest}, or converge it`],
      [`create ${guest} --dry-run`, 'show what that would do'],
      [
        `create ${source} ${guest} --bring ${source}`,
        `converge ${guest}; of ${source} only see that it is there`,
      ],
    ],
    ids: 'some',
    effect: 'change',
    flags: ['bring', 'wait', 'expect'],
    run: (context) =>
      perform(twin, context, (input, { planCreate }) =>
        planCreate(input, context.flags.bring.includes(input.guest.id)),
      ),
  };
}
