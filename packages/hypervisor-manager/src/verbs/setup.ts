import { keyFor } from '@phoenix/shared-runtime';
import type { VerbContext, VerbDefinition } from '@phoenix/shared-runtime/frame';
import { perform } from '../setup/perform.ts';
import { planHost, surveyOf } from '../setup/plan-host.ts';
import { showHostPlan, showResults } from '../setup/show.ts';
import { STEP_FLAGS } from './flags.ts';
import { serialsToWipe } from './wipe.ts';

export const setup: VerbDefinition = {
  summary: 'bring the host to what is declared',
  description: [
    'The steps follow one another; one that fails keeps back those that need it, and no others.',
    'What Phoenix did not declare stays as it is: foreign storages, exports, shares, rules, sources.',
    'It never restarts the host: a step that needs that says so, and the next setup goes on there.',
    'Disks that carry anything are left alone, unless --wipe-disks names them by serial number.',
  ],
  examples: [
    ['setup --dry-run', 'show what would be done'],
    ['setup', 'do it'],
    ['setup --only zfs,storages', 'two steps alone, with the packages that they need'],
    ['setup --skip nvidia', 'all but one step'],
    [
      'setup --wipe-disks=S5GXNF0R12,S5GXNF0R13',
      'make pools of these two disks whatever they carry',
    ],
  ],
  ids: 'none',
  effect: 'change',
  flags: [...STEP_FLAGS, 'wait', 'yes', 'detailed-exitcode', 'expect'],
  run: (context) => (context.flags.dryRun ? showPlan(context) : setUp(context)),
};

export const plan: VerbDefinition = {
  summary: 'show what setup would do, with the cause of each change',
  description: ['Nothing is changed and no lock is taken.'],
  examples: [
    ['plan', 'every step for which something is declared'],
    ['plan --only zfs --json', 'one step, for programs'],
    ['plan --detailed-exitcode', 'exit 2 when changes are pending'],
  ],
  ids: 'none',
  effect: 'look',
  flags: [...STEP_FLAGS, 'detailed-exitcode', 'fingerprints'],
  run: showPlan,
};

async function showPlan(context: VerbContext): Promise<number> {
  const survey = surveyOf(context, await serialsToWipe(context));
  const { flags, host, out } = context;
  return showHostPlan(await planHost(survey, host), flags, out, keyFor(flags, host));
}

async function setUp(context: VerbContext): Promise<number> {
  const survey = surveyOf(context, await serialsToWipe(context));
  const result = await perform(survey, context, context.flags.own.expect);
  showResults(result, context.flags, context.out);
  return result.exit;
}
