import { guestOf, select } from '@phoenix/shared-config';
import { EXIT, expectWord, PhoenixError, quoteWord, type ShownPlan } from '@phoenix/shared-runtime';
import { errorObject } from '@phoenix/shared-runtime/frame';
import { act } from '../act.ts';
import { fingerprintsOf } from '../call.ts';
import { WORK_FLAGS } from '../flags.ts';
import type { Work } from '../job.ts';
import { changesOf } from '../saved/changes.ts';
import { askHost } from '../saved/host-steps.ts';
import { elsewhere } from '../saved/origin.ts';
import { guestParts, hostValues, savedGuests, stepParts } from '../saved/parts.ts';
import { refuseStale, savedPlanText, tellRefusal } from '../saved/refuse-stale.ts';
import type { SavedGuests, SavedHost } from '../saved/saved-plan.ts';
import { savedIn } from '../saved/saved-text.ts';
import type { Session } from '../session.ts';
import type { ActVerb, LookVerb } from '../verb.ts';
import { exactWork } from '../work.ts';
import { converge } from './converge.ts';
import { setUp } from './setup.ts';

export const apply: LookVerb = {
  name: 'apply',
  group: 'Bring up',
  summary: 'do what a saved plan shows, or nothing',
  usage: 'FILE',
  takes: 'one word',
  examples: [
    ['apply lab.plan', 'what plan --out lab.plan has shown'],
    ['apply lab.plan --dry-run', 'show it, and whether it could still be done'],
  ],
  about: [
    'All is planned again first. When another thing would be done than was saved, nothing is, and each',
    'change is named: the configuration, a script, the guest, the host, phoenix itself (exit 3). While it',
    'works, a guest that is changed by somebody else is left alone as well.',
    'A run that was cut off goes on with converge, or with setup: a part of the plan is done then.',
  ],
  flags: [...WORK_FLAGS],
  async run({ words: [file = ''] }, session) {
    const saved = readPlan(file, session);
    const refusal = elsewhere(saved, file, session);
    if (refusal !== undefined) {
      if (session.flags.dryRun && !session.flags.json)
        session.out.result(savedPlanText(saved, session));
      return tellRefusal(saved, errorObject(refusal), [], session);
    }
    return saved.of === 'host'
      ? await applyToHost(saved, file, session)
      : await applyToGuests(saved, file, session);
  },
};

function readPlan(file: string, { world }: Session) {
  const path = world.absolute(file);
  const text = world.host.read(path);
  if (text !== undefined) return savedIn(text, file);
  throw new PhoenixError(`cannot apply ${file}: there is no such file`, {
    exit: EXIT.notFound,
    hint: 'plans are saved with phoenix plan GUEST... --out FILE',
  });
}

async function applyToGuests(saved: SavedGuests, file: string, session: Session): Promise<number> {
  const declared = session.declared();
  const gone = saved.guests.filter(({ id }) => guestOf(declared, id) === undefined);
  if (gone.length > 0) {
    const changes = gone.map(({ id, name }) => {
      return { subject: id, name, what: 'configuration', text: 'is no longer declared' } as const;
    });
    return refuseStale(saved, file, changes, session);
  }
  const asSaved: ActVerb = {
    ...converge,
    work: exactWork,
    // What is left may be another thing than what was looked at.
    again: (left) => `phoenix plan ${left} --out ${quoteWord(file)}`,
    refuse(plans: readonly ShownPlan[], work: Work) {
      const now = guestParts(savedGuests(plans, work, session));
      const changes = changesOf(guestParts(saved.guests), now);
      return changes.length === 0 ? undefined : refuseStale(saved, file, changes, session);
    },
  };
  const words = wordsFor(saved, session);
  return await act(asSaved, { verb: converge.name, words, flags: session.flags }, session);
}

/** What was typed, as long as it still means the same guests. */
function wordsFor({ words, targets }: SavedGuests, session: Session): readonly string[] {
  const typed = words.length === 0 ? ['all'] : words;
  const { ids: meant } = select(session.declared(), typed);
  const isSame = meant.length === targets.length && meant.every((id, at) => id === targets[at]);
  return isSame ? typed : targets.map(String);
}

async function applyToHost(saved: SavedHost, file: string, session: Session): Promise<number> {
  const { flags, out } = session;
  const { only, skip, steps } = saved;
  const chosen = { ...(only !== undefined && { only }), ...(skip !== undefined && { skip }) };
  const now = await askHost(session, chosen);
  const changes = changesOf(
    stepParts(steps, saved.declared),
    stepParts(now.steps, hostValues(session)),
  );
  if (changes.length > 0) return refuseStale(saved, file, changes, session);
  if (flags.dryRun) {
    // What was planned anew: causes and notes decide nothing, and those of a file may say anything.
    const anew = { ...saved, steps: now.steps };
    out.result(
      flags.json ? `${JSON.stringify({ steps: now.steps })}\n` : savedPlanText(anew, session),
    );
    return EXIT.done;
  }
  const expected = expectWord(fingerprintsOf(now.steps.flatMap(({ operations }) => operations)));
  const flagsOfPlan = { ...flags, ...chosen };
  return await setUp(['--expect', expected], { ...session, flags: flagsOfPlan });
}
