import { EXIT, readRunSummary } from '@phoenix/shared-runtime';
import { runsOf } from '../history/pick-run.ts';
import { commandOf, runsTable } from '../history/run-text.ts';
import type { LookVerb } from '../verb.ts';

/** Columns that the table takes beside the commands. */
const OTHERS = 90;

export const runs: LookVerb = {
  name: 'runs',
  group: 'Look',
  summary: 'list what was done on this host: the newest 50 runs, and how they ended',
  usage: '',
  takes: 'none',
  examples: [
    ['runs', 'newest first'],
    ['runs --json', 'for programs'],
  ],
  about: [
    'A run is a command, of phoenix or of a manager alone, that ran something on the host or in a',
    'guest; what found nothing to do is none. phoenix test is listed as the managers that it calls.',
    'STATE is running with its process, done, failed with its exit status, interrupted (it stopped',
    'when it was told to), died (it was killed, or the host went down: the same command again goes',
    'on from there), or unknown (its directory does not say).',
    'GUESTS is what came of them.',
  ],
  flags: [],
  async run(_intent, session) {
    const { out, flags, world } = session;
    const all = runsOf(session).map((id) => readRunSummary(world.host, id));
    if (flags.json) {
      out.result(`${JSON.stringify({ runs: all })}\n`);
      return EXIT.done;
    }
    const [newest] = all;
    if (newest === undefined) {
      out.result('No run is kept here: nothing was done yet\n');
      return EXIT.done;
    }
    const { isTTY, columns } = world.stdout;
    out.result(runsTable(all, isTTY ? Math.max(24, columns - OTHERS) : Number.POSITIVE_INFINITY));
    if (flags.progress === 'quiet') return EXIT.done;
    out.talk('next: phoenix logs RUN shows what its commands said; last is the newest\n');
    if (newest.state === 'died' && newest.command !== undefined)
      out.talk(`the newest run died; to go on from there, type: ${commandOf(newest)}\n`);
    return EXIT.done;
  },
};
