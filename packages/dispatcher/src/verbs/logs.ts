import { EXIT, type RunLog, readRun, readRunLogs, type Subject } from '@phoenix/shared-runtime';
import { labelOf, namesIn } from '../history/names.ts';
import { pickGuests, pickRun, runsOf } from '../history/pick-run.ts';
import { headLine } from '../history/run-text.ts';
import { logHead, showLog } from '../history/show-log.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';

export const logs: LookVerb = {
  name: 'logs',
  group: 'Look',
  summary: 'show what the commands of a run said',
  usage: '[RUN] [GUEST...]',
  takes: 'run and guests',
  examples: [
    ['logs', 'all of the newest run'],
    ['logs 950 proxy', 'what it did with two guests'],
    ['logs 20260102T030405-1234', 'an older run; the beginning of its id is enough'],
    ['logs last 950 --json', 'for programs, which find the paths of the logs there'],
  ],
  about: [
    'RUN is an id of `phoenix runs`, its beginning, or last, which is the newest and need not be',
    'typed. GUEST is an id or a name, also of a guest that is declared no more.',
    'Each log has a line above it: when, which guest, which operation and why, how it came out.',
    'Control characters of the output are made visible.',
  ],
  flags: [],
  async run({ words }, session) {
    const { out, flags, world } = session;
    const ids = runsOf(session);
    const picked = pickRun(words, ids);
    if (picked.run === undefined)
      return none(session, undefined, 'No run is kept here: nothing was done yet');
    const run = readRun(world.host, picked.run);
    const names = namesIn(run, session);
    const wanted = pickGuests(picked.guests, names);
    const found = readRunLogs(world.host, run.id).filter(isOf(wanted));
    if (flags.json) {
      const told = found.map(({ guest, operation, cause, result, seconds, path }) => ({
        guest,
        operation,
        cause,
        result,
        seconds,
        path,
      }));
      out.result(`${JSON.stringify({ run: run.id, logs: told })}\n`);
      return EXIT.done;
    }
    if (found.length === 0) {
      const which = [...wanted].map((id) => labelOf(id, names)).join(', ');
      const about = which === '' ? '' : ` on ${which}`;
      const other = ids.find((id) => readRunLogs(world.host, id).some(isOf(wanted)));
      const hint = other === undefined ? '' : `; try phoenix logs ${[other, ...wanted].join(' ')}`;
      return none(session, run.id, `Run ${run.id} ran no command${about}${hint}`);
    }
    out.result(`${headLine(run)}\n`);
    for (const log of found) {
      const head = logHead(log, labelOf(log.guest, names), run.state === 'running');
      out.result(`\n${out.paint('strong', head)}\n`);
      await showLog(log.path, session, out.result);
    }
    return EXIT.done;
  },
};

/** Those of some guests, or of all when none is named. */
function isOf(guests: ReadonlySet<Subject>): (log: RunLog) => boolean {
  return ({ guest }) => guests.size === 0 || guests.has(guest);
}

/** Nothing to show is no failure. */
function none({ out, flags }: Session, run: string | undefined, text: string): number {
  out.result(flags.json ? `${JSON.stringify({ run: run ?? null, logs: [] })}\n` : `${text}\n`);
  return EXIT.done;
}
