import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform } from './perform.ts';
import type { Twin } from './twin.ts';

export function restart<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `shut ${word}s down and start them; settings that waited take effect`,
    description: [`A stopped ${word} is started.`],
    examples: [[`restart ${guest}`, `shut ${guest} down, start it, wait until it is healthy`]],
    ids: 'some',
    effect: 'change',
    flags: ['force', 'wait'],
    run: (context) =>
      perform(twin, context, (input, { planRestart }) => planRestart(input, context.flags.force)),
  };
}
