import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { ApparmorFacts, SiteFile } from './observe.ts';

/** What a file of tunables may hold; anything else would keep every profile of the host from loading. */
const LINE = /^\s*(?:#.*|@\{\w+\}\s*\+?=.*|alias\s.+,|include\s.+)?\s*$/;

/** Fragments of the site's tunables; those of ours that the site has no more are taken out. */
export function tunableOperations({ tunables, fragments }: ApparmorFacts): Operation[] {
  const wanted = new Set(tunables.map(({ target }) => target));
  const left = fragments.filter((path) => !wanted.has(path));
  return [
    ...tunables.filter(({ text, there }) => text !== there).map(writeTunables),
    ...left.map(
      (path): Operation => ({
        id: `remove ${path}`,
        cause: `${path} is a fragment of Phoenix that the site has no more`,
        run: ['rm', '-f', path],
        effect: 'change',
        deadline: 30,
      }),
    ),
  ];
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
