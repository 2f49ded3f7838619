import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { perform } from './perform.ts';
import type { Twin } from './twin.ts';

export function stop<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example, forceKey } = twin.sight.kind;
  const { guest } = example;
  const forced = forceKey === undefined ? '--force' : `--force, or ${forceKey} declared`;
  return {
    summary: `shut ${word}s down in good order`,
    description: [
      `A ${word} that is stopped, or does not exist, is left as it is.`,
      `With ${forced}, one that does not obey within timeouts.stop (60 s) is stopped the hard way.`,
    ],
    examples: [
      [`stop ${guest}`, `shut ${guest} down`],
      [`stop ${guest} --force`, 'and pull the plug when it does not obey'],
    ],
    ids: 'some',
    effect: 'change',
    flags: ['force', 'wait'],
    run: (context) =>
      perform(twin, context, (input, { planStop }) => planStop(input, context.flags.force)),
  };
}
