import type { VerbDefinition } from '../../frame/definition.ts';
import type { Guest } from '../guest.ts';
import { plansOf } from './perform.ts';
import type { Twin } from './twin.ts';

export function plan<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: 'show what create would do, and change nothing',
    description: [`Without ids, every declared ${word} is planned.`],
    examples: [
      ['plan', `all ${word}s`],
      [`plan ${guest} --detailed-exitcode`, `exit 2 when ${guest} is not as declared`],
      [`plan ${guest} --json`, 'the operations as data'],
    ],
    ids: 'any',
    effect: 'look',
    flags: ['bring', 'detailed-exitcode', 'fingerprints'],
    run: async (context) =>
      context.showPlans(
        await plansOf(twin, context, (input, { planCreate }) =>
          planCreate(input, context.flags.bring.includes(input.guest.id)),
        ),
      ),
  };
}
