import { type GuestKind, guestOf } from '@phoenix/shared-config';
import { EXIT, type GuestStatus, PhoenixError } from '@phoenix/shared-runtime';
import { STATUS_COLUMNS, statusTable } from '@phoenix/shared-runtime/frame';
import { askAll } from '../ask.ts';
import { type Call, lookCall } from '../call.ts';
import { everyGuest } from '../every-guest.ts';
import { showRun } from '../history/show-run.ts';
import { isAboutHost, lookAtHost } from '../host-call.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';

/** What to say where no guest is declared. */
const NOBODY =
  'no guest is declared; phoenix status --all shows those of this host, phoenix import prints them as a configuration';

export const status: LookVerb = {
  name: 'status',
  group: 'Look',
  summary: 'show which guests exist, run, and differ from their declaration',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['status', 'every declared guest'],
    ['status 950:955', 'some of them'],
    ['status --all', 'also the guests of this host that nobody declared'],
    ['status --json', 'for programs'],
    ['status --host', 'how each setup step of the host stands'],
    ['status --run', 'what the newest run is at, or was when it ended'],
    ['status --run 20260102T030405-1234', 'another run, by its id or the beginning of that'],
  ],
  about: [
    ...STATUS_COLUMNS,
    '',
    'With --run a line tells how far each guest of a run has come: waiting, running, done, failed,',
    'skipped, or cut off (the run, or the manager of the guest, died at that operation). The first',
    'word may be a run then: an id of `phoenix runs`, its beginning, or last, which is the newest and',
    'need not be typed. No manager is asked.',
  ],
  flags: ['all', 'run', 'host', 'only', 'skip'],
  async run({ words }, session) {
    const { out, flags } = session;
    if (isAboutHost(words, session)) return await lookAtHost('status', session);
    if (flags.run) return showRun(words, session);
    if (flags.all) return await showAll(words, session);
    const ids = session.selectOrAll(words);
    const calls = new Map<GuestKind, Call>();
    for (const [kind, own] of byKind(ids, session)) {
      calls.set(kind, lookCall('status', kind, own, flags, ['--json']));
    }
    const { answers, unavailable } = await askAll<GuestStatus>(calls, session);
    const known = [...answers.values()].flatMap((answer) => answer.guests);
    const byId = new Map(known.map((one) => [one.id, one]));
    const guests = ids.flatMap((id) => byId.get(id) ?? []);
    if (flags.json) out.result(`${JSON.stringify({ guests })}\n`);
    else if (ids.length > 0) out.result(statusTable(guests));
    if (ids.length === 0) out.talk(`note: ${NOBODY}\n`);
    for (const [kind, why] of unavailable) {
      const unknown = byKind(ids, session).get(kind)?.map(session.label).join(', ');
      out.talk(`note: nothing is known of ${unknown}: ${why.message}\n`);
    }
    return EXIT.done;
  },
};

async function showAll(words: readonly string[], session: Session): Promise<number> {
  const { out, flags } = session;
  if (words.length > 0) {
    throw new PhoenixError(
      `status --all is about all guests of this host, and ${words[0]} is one`,
      {
        exit: EXIT.usage,
        hint: `type phoenix status --all, or phoenix status ${words.join(' ')}`,
      },
    );
  }
  session.declaredIfAny();
  const { guests, unavailable } = await everyGuest(session);
  out.result(flags.json ? `${JSON.stringify({ guests })}\n` : statusTable(guests));
  for (const why of unavailable) out.talk(`note: not all guests are known: ${why.message}\n`);
  return EXIT.done;
}

function byKind(ids: readonly number[], session: Session): Map<GuestKind, number[]> {
  const declared = session.declared();
  const kind = (id: number) => guestOf(declared, id)?.kind ?? 'lxc';
  return Map.groupBy(ids, kind);
}
