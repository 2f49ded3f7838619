import { type Declared, guestOf } from '@phoenix/shared-config';
import { havingSuite, requireSuite } from '../declared-suites.ts';
import { WORK_FLAGS } from '../flags.ts';
import { runSuites } from '../run-suites.ts';
import type { Session } from '../session.ts';
import { HOST, hostSuite, type Suite, type SuiteWord, suitesOf, suiteWord } from '../suites.ts';
import type { LookVerb } from '../verb.ts';

export const test: LookVerb = {
  name: 'test',
  group: 'Look',
  summary: 'run health checks and test suites in running guests, or of the host',
  usage: 'GUEST[:SUITE]...',
  takes: 'guests',
  examples: [
    ['test 950', 'health check and all suites of 950'],
    ['test 950:smoke 953', 'one suite of 950, everything of 953'],
    ['test all', 'every declared guest that is no template'],
    ['test all:smoke', 'one suite of every guest that has it'],
    ['test host', 'every test of the host itself'],
  ],
  about: [
    'Exit 1 when a test fails. The word host is the host, with the tests of the hypervisor file,',
    'unless a guest has that name; all are the guests alone.',
  ],
  flags: [...WORK_FLAGS, 'junit'],
  async run({ words }, session) {
    return runSuites(suitesFor(words, session), session);
  },
};

/** The suites that words ask for; of `all` and of ranges without templates, which never run. */
function suitesFor(words: readonly string[], session: Session): Suite[] {
  const declared = session.flags.dryRun ? session.declared() : session.declaredToAct();
  const isHost = ({ guests }: SuiteWord) => guests === HOST && !isName(HOST, declared);
  const all = words.map(suiteWord);
  const parts = all.filter((part) => !isHost(part));
  // All words at once, so that every unknown one is told.
  if (parts.length > 0) session.select(parts.map(({ guests }) => guests));
  const wanted = parts.flatMap(({ guests, suite }) =>
    havingSuite(declared, session.select([guests], true), suite).flatMap((id) => {
      const found = guestOf(declared, id);
      return found === undefined ? [] : [{ id, kind: found.kind, suite }];
    }),
  );
  return [...hostSuites(all.filter(isHost), declared), ...suitesOf(wanted)];
}

/** The suites of the host that words ask for; all of them, when one of the words names none. */
function hostSuites(words: readonly SuiteWord[], { hypervisor }: Declared): Suite[] {
  const names = new Set(words.map(({ suite }) => suite));
  const known = new Set(Object.keys(hypervisor.tests));
  for (const name of names) if (name !== undefined) requireSuite(name, known, 'the host', 'host');
  if (names.has(undefined)) return [hostSuite(undefined)];
  return [...names].map(hostSuite);
}

function isName(name: string, { lxc, vms }: Declared): boolean {
  return [...lxc.values(), ...vms.values()].some((guest) => guest.name === name);
}
