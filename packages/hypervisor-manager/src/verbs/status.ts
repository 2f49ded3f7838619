import type { VerbDefinition } from '@phoenix/shared-runtime/frame';
import { planHost, surveyOf } from '../setup/plan-host.ts';
import { showHostStatus } from '../setup/show.ts';

export const status: VerbDefinition = {
  summary: 'show how each step stands: as declared, differs, impossible, needs a restart',
  description: ['Nothing is changed and no lock is taken.'],
  examples: [
    ['status', 'a table, a step a line'],
    ['status --json', 'for programs'],
  ],
  ids: 'none',
  effect: 'look',
  flags: ['only', 'skip'],
  async run(context) {
    const plans = await planHost(surveyOf(context), context.host);
    showHostStatus(plans, context.flags, context.out);
    return undefined;
  },
};
