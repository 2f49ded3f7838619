import { type GuestKind, guestOf } from '@phoenix/shared-config';
import { EXIT, type GuestSnapshots, snapshotsTable } from '@phoenix/shared-runtime';
import { askAll } from '../ask.ts';
import { type Call, lookCall } from '../call.ts';
import type { LookVerb } from '../verb.ts';

export const snapshots: LookVerb = {
  name: 'snapshots',
  group: 'Look',
  summary: 'list the snapshots of guests',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['snapshots', 'of every declared guest'],
    ['snapshots 950:955', 'of some of them'],
    ['snapshots --json', 'for programs'],
  ],
  about: [
    'Oldest first. AFTER is the snapshot that one was taken after. WHAT FOR is what phoenix has it for:',
    'reconfigure goes back to it, the finished guest, clones start from it, or phoenix snapshot, which',
    'is what you have taken with that verb. Of others it is their description.',
  ],
  flags: [],
  async run({ words }, session) {
    const { out, flags } = session;
    const ids = session.selectOrAll(words);
    const declared = session.declared();
    const kindOf = (id: number): GuestKind => guestOf(declared, id)?.kind ?? 'lxc';
    const calls = new Map<GuestKind, Call>();
    for (const [kind, own] of Map.groupBy(ids, kindOf))
      calls.set(kind, lookCall('snapshots', kind, own, flags, ['--json']));
    const { answers, unavailable } = await askAll<GuestSnapshots>(calls, session);
    const known = [...answers.values()].flatMap(({ guests }) => guests);
    const byId = new Map(known.map((one) => [one.id, one]));
    const guests = ids.flatMap((id) => byId.get(id) ?? []);
    out.result(flags.json ? `${JSON.stringify({ guests })}\n` : snapshotsTable(guests));
    for (const [kind, why] of unavailable) {
      const unknown = ids.filter((id) => kindOf(id) === kind).map(session.label);
      out.talk(`note: nothing is known of ${unknown.join(', ')}: ${why.message}\n`);
    }
    return EXIT.done;
  },
};
