import type { VerbDefinition } from '../../frame/definition.ts';
import { STATUS_COLUMNS } from '../../frame/status-columns.ts';
import type { Guest } from '../guest.ts';
import { observe } from '../observe/observe.ts';
import { inputsOf, requireTool } from './inputs.ts';
import type { Twin } from './twin.ts';

export function status<G extends Guest>(twin: Twin<G>): VerbDefinition {
  const { word, example, statusCost } = twin.sight.kind;
  const { guest } = example;
  return {
    summary: `show which ${word}s exist, run, differ from what is declared, are provisioned`,
    description: [...STATUS_COLUMNS, statusCost],
    examples: [
      ['status', `all declared ${word}s`],
      [`status ${guest} --json`, `${guest} as data`],
    ],
    ids: 'any',
    effect: 'look',
    run: async (context) => {
      requireTool(twin, context);
      const world = await observe(twin.sight, context.host, context.declared, context.ids);
      context.showStatus(inputsOf(twin, context, world, context.ids).map(twin.statusOf));
      return undefined;
    },
  };
}
