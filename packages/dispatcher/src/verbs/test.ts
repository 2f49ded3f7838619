import { guestOf } from '@phoenix/shared-config';
import { EXIT, type GuestPlan } from '@phoenix/shared-runtime';
import { ask, listen } from '../ask.ts';
import { askCalls, lookCall } from '../call.ts';
import { askPlans, plansOf } from '../plans.ts';
import { printPlans } from '../print-plans.ts';
import type { Session } from '../session.ts';
import { type Suite, suitesOf, suiteWord } from '../suites.ts';
import type { LookVerb } from '../verb.ts';
import { oneByOne } from '../work.ts';

export const test: LookVerb = {
  name: 'test',
  group: 'Look',
  summary: 'run health checks and declared test suites in running guests',
  usage: 'GUEST[:SUITE]...',
  takes: 'guests',
  examples: [
    ['test 950', 'health check and all suites of 950'],
    ['test 950:smoke 953', 'one suite of 950, everything of 953'],
    ['test all', 'every declared guest that is no template'],
  ],
  about: ['Nothing is changed. Exit 1 when a test fails.'],
  flags: [],
  async run({ words }, session) {
    const suites = suitesFor(words, session);
    return session.flags.dryRun ? planTests(suites, session) : runTests(suites, session);
  },
};

/** The suites that words ask for; `all` leaves templates out, which never run. */
function suitesFor(words: readonly string[], session: Session): Suite[] {
  const declared = session.declared();
  const wanted = words.map(suiteWord).flatMap(({ guests, suite }) =>
    session.select([guests]).flatMap((id) => {
      const found = guestOf(declared, id);
      const left = found === undefined || (guests === 'all' && found.guest.is_template);
      return left ? [] : [{ id, kind: found.kind, suite }];
    }),
  );
  return suitesOf(wanted);
}

async function planTests(suites: readonly Suite[], session: Session): Promise<number> {
  const ids = suites.flatMap((suite) => suite.ids);
  const work = oneByOne(session.declared(), ids, 'test');
  const asked = await askPlans(askCalls(work, session.flags), session);
  return printPlans(plansOf(work.jobs, asked, session), asked.exit, session);
}

async function runTests(suites: readonly Suite[], session: Session): Promise<number> {
  const { stdout, stderr } = session.world;
  const guests: unknown[] = [];
  let worst: number = EXIT.done;
  for (const { kind, suite, ids } of suites) {
    const more = suite === undefined ? [] : ['--suite', suite];
    const call = lookCall(
      'test',
      kind,
      ids,
      session.flags,
      session.flags.json ? [...more, '--json'] : more,
    );
    const answer = session.flags.json
      ? await ask<GuestPlan>(call, session)
      : await listen(call, session);
    if ('unavailable' in answer) {
      stderr.write(
        `error: cannot test ${ids.map(session.label).join(', ')}: ${answer.unavailable}\n`,
      );
    } else if ('guests' in answer) guests.push(...answer.guests);
    else {
      stdout.write(answer.text);
      stderr.write(answer.talk);
    }
    const exit = 'unavailable' in answer ? EXIT.failed : answer.exit;
    if (worst === EXIT.done || exit === EXIT.failed) worst = exit;
  }
  if (session.flags.json) stdout.write(`${JSON.stringify({ guests })}\n`);
  return worst;
}
