import { guestOf } from '@phoenix/shared-config';
import { havingSuite } from '../declared-suites.ts';
import { WORK_FLAGS } from '../flags.ts';
import { runSuites } from '../run-suites.ts';
import type { Session } from '../session.ts';
import { type Suite, suitesOf, suiteWord } from '../suites.ts';
import type { LookVerb } from '../verb.ts';

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
    ['test all:smoke', 'one suite of every guest that has it'],
  ],
  about: ['Exit 1 when a test fails.'],
  flags: [...WORK_FLAGS, 'junit'],
  async run({ words }, session) {
    return runSuites(suitesFor(words, session), session);
  },
};

/** The suites that words ask for; of `all` and of ranges without templates, which never run. */
function suitesFor(words: readonly string[], session: Session): Suite[] {
  const declared = session.declared();
  const parts = words.map(suiteWord);
  // All words at once, so that every unknown one is told.
  session.select(parts.map(({ guests }) => guests));
  const wanted = parts.flatMap(({ guests, suite }) =>
    havingSuite(declared, session.select([guests], true), suite).flatMap((id) => {
      const found = guestOf(declared, id);
      return found === undefined ? [] : [{ id, kind: found.kind, suite }];
    }),
  );
  return suitesOf(wanted);
}
