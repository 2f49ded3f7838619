import fc from 'fast-check';
import toposort from 'toposort';
import { expect, test } from 'vitest';
import { components } from './strong-components.ts';

const node = fc.integer({ min: 0, max: 12 });
const arrows = fc.array(fc.tuple(node, node), { maxLength: 25 });

function graphOf(list: readonly [number, number][]): Map<number, number[]> {
  const graph = new Map<number, number[]>();
  for (const [from, to] of list) {
    graph.set(from, [...(graph.get(from) ?? []), to]);
    if (!graph.has(to)) graph.set(to, []);
  }
  return graph;
}

function canBeSorted(list: readonly [number, number][]): boolean {
  try {
    toposort(list);
    return true;
  } catch {
    return false;
  }
}

test('a graph has a ring exactly when it cannot be sorted', () => {
  fc.assert(
    fc.property(arrows, (list) => {
      const others = list.filter(([from, to]) => from !== to);
      const rings = components(graphOf(others)).filter((component) => component.length > 1);
      expect(rings.length === 0).toBe(canBeSorted(others));
    }),
  );
});

test('each guest is in one component, and those of a ring reach each other', () => {
  fc.assert(
    fc.property(arrows, (list) => {
      const graph = graphOf(list);
      const found = components(graph);
      expect(found.flat().sort()).toEqual([...graph.keys()].sort());
      for (const component of found) {
        const [first] = component;
        if (first === undefined) continue;
        const reached = new Set([first]);
        for (const at of reached) for (const to of graph.get(at) ?? []) reached.add(to);
        for (const member of component) expect(reached.has(member)).toBe(true);
      }
    }),
  );
});
