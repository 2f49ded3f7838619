import { components, shortestCycle } from './strong-components.ts';
import type { Member, World } from './world.ts';

/** Guests that stand on each other in a ring: one message for each knot of them. */
export function checkCycles(world: World): void {
  const needs = new Map<number, number[]>();
  for (const { id, source, dependencies } of world.members) {
    const others = [source ?? id, ...dependencies].filter((one) => one !== id);
    needs.set(id, others);
  }
  for (const knot of components(needs)) {
    if (knot.length > 1) tell(shortestCycle(knot, needs), knot, world);
  }
}

function tell(cycle: readonly number[], knot: readonly number[], world: World): void {
  const links = cycle.flatMap((id, index) => {
    const from = world.byId.get(id);
    const to = cycle[(index + 1) % cycle.length];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  // A guest without its clone source is another guest; without a dependency it is only alone.
  const cut = links.findLast(({ from, to }) => from.source !== to) ?? links.at(-1);
  if (cut === undefined) return;
  const ring = [...cycle, cycle[0]].join(' -> ');
  const others = knot.filter((id) => !cycle.includes(id)).sort((a, b) => a - b);
  const also = others.length === 0 ? '' : `; in the same knot: ${others.join(', ')}`;
  const key = cut.from.source === cut.to ? cut.from.sourceKey : 'dependencies';
  world.findings.error(
    'cycle',
    cut.from.itemSpot(key, cut.to),
    `guests need each other in a ring: ${ring} (${links.map(said).join(', ')})${also}`,
    { hint: `remove ${cut.to} from "${key}" of ${cut.from.id}`, guests: [...knot] },
  );
}

function said({ from, to }: { from: Member; to: number }): string {
  return from.source === to ? `${from.id} is cloned from ${to}` : `${from.id} depends on ${to}`;
}
