import { EXIT, renderSteps } from '@phoenix/shared-runtime';
import { planStyle } from '@phoenix/shared-runtime/frame';
import { askCalls } from '../call.ts';
import { isAboutHost, lookAtHost } from '../host-call.ts';
import { estimateOf } from '../learn/estimate.ts';
import { askPlans, plansOf } from '../plans.ts';
import { printPlans } from '../print-plans.ts';
import { askHost } from '../saved/host-steps.ts';
import { hostValues, savedGuests } from '../saved/parts.ts';
import { cannotSave, fileOfPlan, noteUnsaved, savePlan } from '../saved/save.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';
import { exactWork, planWork } from '../work.ts';

export const plan: LookVerb = {
  name: 'plan',
  group: 'Look',
  summary: 'show what converge would change, with the cause of each change',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['plan', 'every declared guest'],
    ['plan 950', '950 and all that it stands on'],
    ['plan 950 --out lab.plan', 'the same, kept for apply, which then does exactly that'],
    ['plan --detailed-exitcode', 'exit 2 when changes are pending'],
    ['plan --json', 'for programs'],
    ['plan --host', 'what setup would change on the host itself'],
  ],
  about: [
    'Nothing is changed and no guest is locked. The estimate is what past runs on this host took.',
    '--out keeps a plan that can be carried out, readable by root alone; secrets are not in it.',
  ],
  flags: ['parallel', 'detailed-exitcode', 'host', 'only', 'skip', 'out'],
  async run({ words }, session) {
    const path = fileOfPlan(session);
    if (isAboutHost(words, session))
      return path === undefined ? await lookAtHost('plan', session) : await saveHost(path, session);
    const targets = session.selectOrAll(words);
    const work = (path === undefined ? planWork : exactWork)(session.declared(), targets);
    session.noteWarnings();
    const asked = await askPlans(askCalls(work, session.flags), session);
    const plans = plansOf(work.jobs, asked, session);
    const estimate = estimateOf(work.jobs, new Map(plans.map((one) => [one.id, one])), session);
    const exit = printPlans(plans, asked.exit, session, estimate);
    if (path === undefined) {
      if (plans.some(({ action }) => action !== 'none')) noteUnsaved(session);
      return exit;
    }
    if (plans.some(({ problems }) => problems.length > 0))
      throw cannotSave(path, 'a guest of it cannot be made as declared', asked.exit);
    if (plans.some(({ unplanned }) => unplanned))
      throw cannotSave(path, 'a guest of it cannot be planned here', EXIT.hostProgramMissing);
    const guests = savedGuests(plans, work, session);
    savePlan(path, { of: 'guests', words, targets, guests }, session);
    return exit;
  },
};

async function saveHost(path: string, session: Session): Promise<number> {
  const { flags, out } = session;
  const { steps, exit } = await askHost(session);
  if (flags.json) out.result(`${JSON.stringify({ steps })}\n`);
  else out.result(renderSteps(steps, planStyle(out.paint)));
  if (steps.some(({ problems }) => problems.length > 0))
    throw cannotSave(path, 'a step of it cannot be done as declared', exit);
  const { only, skip } = flags;
  const chosen = { ...(only !== undefined && { only }), ...(skip !== undefined && { skip }) };
  savePlan(path, { of: 'host', ...chosen, steps, declared: hostValues(session) }, session);
  const pending = steps.some(({ state }) => state !== 'as declared');
  return flags.detailedExitcode && pending ? EXIT.changesPending : EXIT.done;
}
