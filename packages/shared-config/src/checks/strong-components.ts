type Graph = ReadonlyMap<number, readonly number[]>;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm, without recursion: a chain
 * of guests may be longer than the stack is deep.
 */
export function components(graph: Graph): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const stack: number[] = [];
  const onStack = new Set<number>();
  const found: number[][] = [];

  const enter = (node: number) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
  };
  const lower = (node: number, to: number) => low.set(node, Math.min(low.get(node) ?? to, to));
  const leave = (node: number) => {
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.lastIndexOf(node));
    for (const one of component) onStack.delete(one);
    found.push(component);
  };

  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    enter(root);
    const path = [{ node: root, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      const target = graph.get(node)?.[top.next];
      top.next += 1;
      if (target === undefined) {
        leave(node);
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) lower(above.node, low.get(node) ?? 0);
      } else if (!index.has(target)) {
        enter(target);
        path.push({ node: target, next: 0 });
      } else if (onStack.has(target)) {
        lower(node, index.get(target) ?? 0);
      }
    }
  }
  return found;
}

/** More of a knot than this is not searched for its shortest cycle, only for a short one. */
const searched = 200;

/** A shortest cycle inside one component, beginning at its lowest member. */
export function shortestCycle(component: readonly number[], graph: Graph): number[] {
  const inside = new Set(component);
  let best: number[] = [];
  for (const start of [...component].sort((a, b) => a - b).slice(0, searched)) {
    const cycle = cycleThrough(start, inside, graph, best.length || Number.POSITIVE_INFINITY);
    if (cycle !== undefined) best = cycle;
    if (best.length === 2) break;
  }
  const lowest = best.indexOf(
    best.reduce((least, one) => Math.min(least, one), Number.MAX_SAFE_INTEGER),
  );
  return [...best.slice(lowest), ...best.slice(0, lowest)];
}

/** A shortest way from a node back to itself, of fewer than `limit` nodes. */
function cycleThrough(
  start: number,
  inside: ReadonlySet<number>,
  graph: Graph,
  limit: number,
): number[] | undefined {
  const before = new Map<number, number>();
  let level = [start];
  for (let length = 1; length < limit && level.length > 0; length += 1) {
    const next: number[] = [];
    for (const node of level) {
      for (const target of graph.get(node) ?? []) {
        if (target === start) return wayTo(node, start, before);
        if (!inside.has(target) || before.has(target)) continue;
        before.set(target, node);
        next.push(target);
      }
    }
    level = next;
  }
  return undefined;
}

function wayTo(end: number, start: number, before: ReadonlyMap<number, number>): number[] {
  const way = [end];
  for (let at = end; at !== start; ) {
    at = before.get(at) ?? start;
    way.push(at);
  }
  return way.reverse();
}
