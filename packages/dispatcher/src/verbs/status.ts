import { type GuestKind, guestOf } from '@phoenix/shared-config';
import { EXIT, type GuestStatus, statusTable } from '@phoenix/shared-runtime';
import { ask } from '../ask.ts';
import { lookCall } from '../call.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';

export const status: LookVerb = {
  name: 'status',
  group: 'Look',
  summary: 'show which guests exist, run, and differ from their declaration',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['status', 'every declared guest'],
    ['status 950:955', 'some of them'],
    ['status --json', 'for programs'],
  ],
  about: ['drift: a setting differs from what is declared; plan tells which.'],
  flags: [],
  async run({ words }, session) {
    const { out, flags } = session;
    const ids = session.selectOrAll(words);
    const kinds = ['lxc', 'vm'] as const;
    const answers = await Promise.all(kinds.map((kind) => statusOf(kind, ids, session)));
    const byId = new Map(answers.flatMap(({ guests }) => guests).map((one) => [one.id, one]));
    const guests = ids.flatMap((id) => byId.get(id) ?? []);
    if (flags.json) out.result(`${JSON.stringify({ guests })}\n`);
    else out.result(statusTable(guests));
    for (const { note } of answers) if (note !== undefined) out.talk(`note: ${note}\n`);
    return EXIT.done;
  },
};

interface KindStatus {
  readonly guests: readonly GuestStatus[];
  readonly note?: string;
}

async function statusOf(
  kind: GuestKind,
  ids: readonly number[],
  session: Session,
): Promise<KindStatus> {
  const own = ids.filter((id) => guestOf(session.declared(), id)?.kind === kind);
  if (own.length === 0) return { guests: [] };
  const answer = await ask<GuestStatus>(
    lookCall('status', kind, own, session.flags, ['--json']),
    session,
  );
  if ('guests' in answer) return { guests: answer.guests };
  const unknown = own.map(session.label).join(', ');
  return { guests: [], note: `nothing is known of ${unknown}: ${answer.unavailable}` };
}
