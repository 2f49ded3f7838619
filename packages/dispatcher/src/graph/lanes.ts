import type { Arrow, Graph } from './graph.ts';

/** How a guest stands on another. */
export type Tie = Arrow['why'] | 'both';

/** Where a row meets the lane of a guest that its own guest stands on. */
export interface Join {
  readonly lane: number;
  readonly tie: Tie;
  /** Nothing further down stands on that guest: its lane ends here. */
  readonly ends: boolean;
  readonly critical: boolean;
}

/** The row of one guest. */
export interface Row {
  readonly id: number;
  /** The lane that its sign stands in, and that begins there when something stands on it. */
  readonly at: number;
  readonly joins: readonly Join[];
  /** Lanes that go by. */
  readonly passes: readonly number[];
}

/**
 * A row for each guest, and a lane for each that others stand on, from its row down to the last of
 * these. A sign goes to the right of the lanes that it joins while there are lanes below `limit`.
 */
export function rowsOf({ nodes, arrows }: Graph, limit: number): readonly Row[] {
  const below = Map.groupBy(arrows, ({ from }) => from);
  const above = Map.groupBy(arrows, ({ to }) => to);
  const waiting = new Map(
    [...above].map(([id, list]) => [id, new Set(list.map(({ from }) => from)).size]),
  );
  const lanes: (number | undefined)[] = [];
  return nodes.map(({ id }): Row => {
    const ties = Map.groupBy(below.get(id) ?? [], ({ to }) => to);
    const joins = [...ties].map(([to, list]): Join => {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      const critical = list.some((arrow) => arrow.critical);
      return { lane: lanes.indexOf(to), tie: tieOf(list), ends: left === 0, critical };
    });
    const at = placeFor(joins, lanes, limit);
    const joined = new Set(joins.map(({ lane }) => lane));
    const passes = [...lanes.keys()].filter(
      (lane) => lanes[lane] !== undefined && !joined.has(lane),
    );
    for (const { lane, ends } of joins) if (ends) lanes[lane] = undefined;
    if (above.has(id)) lanes[at] = id;
    return { id, at, joins: joins.toSorted((a, b) => a.lane - b.lane), passes };
  });
}

function tieOf(arrows: readonly Arrow[]): Tie {
  const [first] = arrows;
  return first === undefined || arrows.length > 1 ? 'both' : first.why;
}

function placeFor(
  joins: readonly Join[],
  lanes: readonly (number | undefined)[],
  limit: number,
): number {
  const free = (from: number) => {
    let lane = from;
    while (lanes[lane] !== undefined) lane += 1;
    return lane;
  };
  const right = free(Math.max(-1, ...joins.map(({ lane }) => lane)) + 1);
  return right < limit ? right : free(0);
}
