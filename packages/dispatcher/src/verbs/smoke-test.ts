import { declaredSuites, guestOf } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { WORK_FLAGS } from '../flags.ts';
import { runSuites } from '../run-suites.ts';
import type { Session } from '../session.ts';
import { type Suite, suitesOf } from '../suites.ts';
import type { LookVerb } from '../verb.ts';

/** What tells in a moment whether the lab does its work. */
const SMOKE: readonly string[] = ['health', 'smoke'];

export const smokeTest: LookVerb = {
  name: 'smoke-test',
  group: 'Look',
  summary: 'whether every service answers: health checks, and suites named smoke',
  usage: '',
  takes: 'none',
  examples: [['smoke-test', 'every guest that has a health check or a suite named smoke']],
  about: [
    'Templates are left out. A guest that does not run fails. Exit 1 when a test fails, 66 when no',
    'guest has any of the two.',
  ],
  flags: [...WORK_FLAGS, 'junit'],
  async run(_intent, session) {
    return runSuites(smokeSuites(session), session);
  },
};

function smokeSuites(session: Session): Suite[] {
  const declared = session.declared();
  const wanted = session.select(['all'], true).flatMap((id) => {
    const kind = guestOf(declared, id)?.kind;
    const suites = declaredSuites(declared, id).filter((suite) => SMOKE.includes(suite));
    return kind === undefined ? [] : suites.map((suite) => ({ id, kind, suite }));
  });
  if (wanted.length > 0) return suitesOf(wanted);
  throw new PhoenixError('no guest has a health check or a suite named smoke; nothing was tested', {
    exit: EXIT.notFound,
    hint: 'declare a health_check, for instance {"command": "curl -s --fail http://localhost"}',
  });
}
