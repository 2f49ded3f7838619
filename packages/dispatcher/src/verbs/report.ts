import { EXIT, fileToWrite, PhoenixError } from '@phoenix/shared-runtime';
import { pickRun, runsOf, severalRuns } from '../history/pick-run.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';

/** A file that a person might name. */
const EXAMPLE = '--out report.html';

/** Logs may tell what is for root alone, so the file that has them is as they are. */
const MODE = 0o600;

export const report: LookVerb = {
  name: 'report',
  group: 'Look',
  summary: 'a page of a run for a browser: what failed, how long all took',
  usage: '[RUN]',
  takes: 'run',
  examples: [
    ['report --out report.html', 'the newest run'],
    ['report 20260102T03 --out report.html', 'an older one, by the beginning of its id'],
    ['report --json', 'the same for programs'],
  ],
  about: [
    'RUN is an id of `phoenix runs`, its beginning, or last, which is the newest and need not be typed.',
    'The page is one file: it needs no network, no script and nothing beside it, follows the light or',
    'dark setting of the reader, and prints. It has the end of the logs of what failed, so that its',
    'file is for its owner alone (0600). Without --out it goes to standard output, unless that is a',
    'terminal. A run may be at work still, or have died.',
    '',
    'Expected is what the same took in earlier runs on this host.',
  ],
  flags: ['out'],
  async run({ words }, session) {
    const { flags, out, world } = session;
    const path =
      flags.out === undefined
        ? undefined
        : fileToWrite(world.host, world.absolute(flags.out), EXAMPLE);
    if (path === undefined && !flags.json && world.stdout.isTTY) throw forNoTerminal(words);
    const run = runIn(words, session);
    // No other verb shall wait for what makes pages.
    const { makeReport } = await import('../report/make-report.ts');
    const text = makeReport(run, session);
    if (path === undefined) out.result(text);
    else if (!flags.dryRun) world.host.write(path, text, MODE);
    if (path !== undefined && flags.progress !== 'quiet' && flags.progress !== 'json')
      out.talk(`${flags.dryRun ? 'would write' : 'wrote'} ${path}, the report of run ${run}\n`);
    return EXIT.done;
  },
};

/** The run that is meant. Throws (66) when there is none, and (64) when it may be one of several. */
function runIn(words: readonly string[], session: Session): string {
  const ids = runsOf(session);
  const { run, guests } = pickRun(words, ids);
  const [word] = guests;
  // There are no guests to name here: a short number is the beginning of an id as well.
  const [begun, ...others] = word === undefined ? [] : ids.filter((id) => id.startsWith(word));
  if (begun !== undefined && others.length === 0) return begun;
  if (begun !== undefined && word !== undefined) throw severalRuns(word, [begun, ...others]);
  if (word !== undefined)
    throw new PhoenixError(`"${word}" is no run`, {
      exit: EXIT.notFound,
      hint: 'phoenix runs lists them; a report tells of all guests of a run',
    });
  if (run === undefined)
    throw new PhoenixError('cannot report: no run is kept here, nothing was done yet', {
      exit: EXIT.notFound,
      hint: 'phoenix plan shows what there is to do',
    });
  return run;
}

function forNoTerminal(words: readonly string[]): PhoenixError {
  const command = ['phoenix report', ...words, EXAMPLE].join(' ');
  return new PhoenixError('cannot show a report on a terminal: it is a page for a browser', {
    exit: EXIT.usage,
    hint: `type ${command}`,
  });
}
