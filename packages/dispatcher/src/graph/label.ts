import { formatDuration, printable } from '@phoenix/shared-runtime';
import type { Node } from './graph.ts';
import { seenText } from './seen.ts';

/** What the two kinds of guests are called. */
const KINDS = { lxc: 'container', vm: 'VM' } as const;

/** The two lines of a guest in a box: `910 ledger`, and `container, running`; a star for a member of the longest chain. */
export function labelOf(node: Node): readonly [string, string] {
  const { id, kind, name, seen, critical, seconds } = node;
  const words = [KINDS[kind], ...(seen === undefined ? [] : [seenText(seen)])];
  if (seconds !== undefined) words.push(formatDuration(seconds));
  return [`${id} ${printable(name)}`, `${words.join(', ')}${critical ? ' ★' : ''}`];
}

/** One word for what decides the colour of a guest: its state, or that it differs. */
export function toneOf({ seen }: Node): string {
  if (seen === undefined) return 'unknown';
  return seen.differs ? 'differs' : seen.state;
}
