import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { andRecord, contentHash } from '../../look/made-once.ts';
import type { ApparmorFacts, SiteFile } from './observe.ts';
import { TUNED } from './paths.ts';

/** What a file of tunables may hold; anything else would keep every profile of the host from loading. */
const LINE = /^\s*(?:#.*|@\{\w+\}\s*\+?=.*|alias\s.+,|include\s.+)?\s*$/;

/**
 * Fragments of the site's tunables; those of ours that the site has no more are taken out. Profiles of
 * all others are loaded anew with them, which leaves nothing to be seen but our own note.
 */
export function tunableOperations(facts: ApparmorFacts): Operation[] {
  const { tunables, fragments, loaded, tunedHash } = facts;
  const wanted = new Set(tunables.map(({ target }) => target));
  const changes = [
    ...tunables.filter(({ text, there }) => text !== there).map(writeTunables),
    ...fragments.filter((path) => !wanted.has(path)).map(removeFragment),
  ];
  const hash = contentHash(...tunables.map(({ text }) => text));
  const isTold = tunedHash === undefined ? tunables.length === 0 : tunedHash === hash;
  if (loaded === undefined || (changes.length === 0 && isTold)) return changes;
  const reload: Operation = {
    id: 'reload',
    doing: 'load all profiles again',
    cause: 'what they are tuned with has changed',
    run: ['systemctl', 'reload', 'apparmor'],
    effect: 'change',
    deadline: 300,
  };
  return [...changes, ...andRecord(TUNED, hash, [reload])];
}

function removeFragment(path: string): Operation {
  return {
    id: `remove ${path}`,
    cause: `${path} is a fragment of Phoenix that the site has no more`,
    run: ['rm', '-f', path],
    effect: 'change',
    deadline: 30,
  };
}

/** Lines that are none of tunables. */
export function tunableProblems({ tunables }: ApparmorFacts): PlanProblem[] {
  return tunables.flatMap(({ source, text }) => {
    const lines = text.replace(/\\\n/g, '').split('\n');
    const at = lines.findIndex((line) => !LINE.test(line));
    if (at < 0) return [];
    return [
      {
        message: `cannot take over ${source}: line ${at + 1} is no definition of a variable`,
        hint: 'a file of tunables has lines like @{HOMEDIRS}+=/srv/home/ and comments alone',
      },
    ];
  });
}

function writeTunables({ name, text, target, there }: SiteFile): Operation {
  const cause =
    there === undefined ? `${target} is not there` : `${target} differs from the site's`;
  return {
    id: `tunables ${name}`,
    doing: `write tunables ${name}`,
    cause,
    write: target,
    content: text,
  };
}
