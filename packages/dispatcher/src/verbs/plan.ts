import { askCalls } from '../call.ts';
import { isAboutHost, lookAtHost } from '../host-call.ts';
import { estimateOf } from '../learn/estimate.ts';
import { askPlans, plansOf } from '../plans.ts';
import { printPlans } from '../print-plans.ts';
import type { LookVerb } from '../verb.ts';
import { planWork } from '../work.ts';

export const plan: LookVerb = {
  name: 'plan',
  group: 'Look',
  summary: 'show what converge would change, with the cause of each change',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['plan', 'every declared guest'],
    ['plan 950', '950 and all that it stands on'],
    ['plan --detailed-exitcode', 'exit 2 when changes are pending'],
    ['plan --json', 'for programs'],
    ['plan --host', 'what setup would change on the host itself'],
  ],
  about: [
    'Nothing is changed and no guest is locked. The estimate is what past runs on this host took.',
  ],
  flags: ['parallel', 'detailed-exitcode', 'host', 'only', 'skip'],
  async run({ words }, session) {
    if (isAboutHost(words, session)) return await lookAtHost('plan', session);
    const work = planWork(session.declared(), session.selectOrAll(words));
    session.noteWarnings();
    const asked = await askPlans(askCalls(work, session.flags), session);
    const plans = plansOf(work.jobs, asked, session);
    const estimate = estimateOf(work.jobs, new Map(plans.map((one) => [one.id, one])), session);
    return printPlans(plans, asked.exit, session, estimate);
  },
};
