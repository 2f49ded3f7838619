import { STATUS_COLUMNS, type VerbDefinition } from '@phoenix/shared-runtime/frame';
import { observe } from '../observe/observe.ts';
import { statusOf } from '../plan/status.ts';
import { inputsOf, requirePct } from './perform.ts';

export const status: VerbDefinition = {
  summary: 'show which containers exist, run, differ from what is declared, are provisioned',
  description: [...STATUS_COLUMNS, 'Costs one pct list, however many containers there are.'],
  examples: [
    ['status', 'all declared containers'],
    ['status 950 --json', '950 as data'],
  ],
  ids: 'any',
  effect: 'look',
  run: async (context) => {
    requirePct(context);
    const world = await observe(context.host, context.declared, context.ids);
    context.showStatus(inputsOf(context, world, context.ids).map(statusOf));
    return undefined;
  },
};
