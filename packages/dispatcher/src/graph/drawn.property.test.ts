import { order } from '@phoenix/shared-config';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { guests } from '../test-support/declared.ts';
import { chainOf } from './chain.ts';
import { draw } from './draw.ts';
import { arrowsBetween, type Graph, graphOf } from './graph.ts';

/** A lab of so many guests, each standing on some of those with a lower number, and how all stand. */
const graphs = (most: number): fc.Arbitrary<Graph> =>
  fc
    .array(
      fc.record({
        clone: fc.option(fc.nat(1000), { nil: undefined }),
        needs: fc.array(fc.nat(1000), { maxLength: 3 }),
        boot: fc.option(fc.nat(3), { nil: undefined }),
        vm: fc.option(fc.constant(true as const), { nil: undefined }),
      }),
      { maxLength: most },
    )
    .map((list) => {
      const sketches = list.map(({ clone, needs, boot, vm }, index) => {
        const before = (pick: number) => 900 + (pick % index);
        return {
          ...(clone !== undefined && index > 0 && { clone: before(clone) }),
          needs: index === 0 ? [] : needs.map(before),
          ...(boot !== undefined && { boot }),
          ...(vm && { vm }),
        };
      });
      const ids = sketches.map((_, index) => 900 + index);
      const declared = guests(Object.fromEntries(sketches.map((one, index) => [900 + index, one])));
      const state = { state: 'template', differs: true } as const;
      return graphOf(declared, ids, {
        seen: new Map(ids.map((id) => [id, state])),
        chain: chainOf(order(declared, ids), arrowsBetween(declared, ids), new Map()),
      });
    });

const surface = (columns: number) => ({ columns, paint: (_: string, text: string) => text });

/** `901 clone 900` for each arrow, as it is in the graph itself. */
const told = ({ arrows }: Graph) =>
  arrows.map(({ from, why, to }) => `${from} ${why} ${to}`).sort();

/** Every arrow that can be read off the lanes. */
function readAscii(text: string): string[] {
  const found: string[] = [];
  const lanes = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [, id] = /◆.* (\d+) /.exec(line) ?? [];
    if (id === undefined) continue;
    const at = line.indexOf('◆');
    for (const [column, sign] of [...line].entries()) {
      if ('└├┘┤┴┼╚╠╝╣╩╬'.includes(sign)) found.push(`${id} dependency ${lanes.get(column)}`);
      if ('╘╞╛╡╧╪╚╠╝╣╩╬'.includes(sign)) found.push(`${id} clone ${lanes.get(column)}`);
    }
    lanes.set(at, id);
  }
  return found.sort();
}

const readers: Readonly<Record<'mermaid' | 'dot' | 'svg' | 'json', (text: string) => string[]>> = {
  mermaid: (text) =>
    [...text.matchAll(/^ {2}g(\d+) (-->|-\.->) g(\d+)$/gm)].map(
      ([, from, sign, to]) => `${from} ${sign === '-->' ? 'dependency' : 'clone'} ${to}`,
    ),
  dot: (text) =>
    [...text.matchAll(/^ {2}(\d+) -> (\d+) \[style=(dashed|solid)/gm)].map(
      ([, from, to, style]) => `${from} ${style === 'solid' ? 'dependency' : 'clone'} ${to}`,
    ),
  svg: (text) =>
    [...text.matchAll(/<path class="arrow (\w+)[^>]*><title>(\d+) [a-z ]+ (\d+)<\/title>/g)].map(
      ([, why, from, to]) => `${from} ${why} ${to}`,
    ),
  json: (text) =>
    JSON.parse(text).edges.map(
      ({ from, why, to }: { from: number; why: string; to: number }) => `${from} ${why} ${to}`,
    ),
};

test('every arrow is drawn once, in each format', () => {
  fc.assert(
    fc.property(graphs(25), (graph) => {
      const arrows = told(graph);
      expect(readAscii(draw(graph, 'ascii', surface(80)))).toEqual(arrows);
      expect(readAscii(draw(graph, 'ascii', surface(30)))).toEqual(arrows);
      for (const [format, read] of Object.entries(readers))
        expect(read(draw(graph, format as keyof typeof readers, surface(80))).sort()).toEqual(
          arrows,
        );
    }),
    { numRuns: 60 },
  );
});

test('a guest is above all that it stands on, and comes after it', () => {
  fc.assert(
    fc.property(graphs(25), ({ nodes, arrows }) => {
      const layers = new Map(nodes.map(({ id, layer }) => [id, layer]));
      const places = nodes.map(({ id }) => id);
      for (const { from, to } of arrows) {
        expect(layers.get(from)).toBeGreaterThan(layers.get(to) ?? 0);
        expect(places.indexOf(from)).toBeGreaterThan(places.indexOf(to));
      }
      const heights = nodes.map(({ layer }) => layer);
      expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    }),
  );
});

test('25 guests fit on 80 columns, and their ids are whole', () => {
  fc.assert(
    fc.property(graphs(25), (graph) => {
      const lines = draw(graph, 'ascii', surface(80)).split('\n');
      const rows = lines.filter((line) => line.includes('◆'));
      expect(Math.max(0, ...rows.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
      expect(rows.map((line) => Number(/◆.* (\d+) /.exec(line)?.[1]))).toEqual(
        graph.nodes.map(({ id }) => id),
      );
    }),
  );
});

test('in a drawing no box stands on another, and arrows go to the left', () => {
  fc.assert(
    fc.property(graphs(25), (graph) => {
      const svg = draw(graph, 'svg', surface(80));
      const boxes = [
        ...svg.matchAll(/<\/title><rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g),
      ]
        .map((match) => match.slice(1).map(Number))
        .map(([x = 0, y = 0, width = 0, height = 0]) => ({
          x,
          y,
          right: x + width,
          bottom: y + height,
        }));
      expect(boxes).toHaveLength(graph.nodes.length);
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1))
          expect(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y).toBe(true);
      const [, wide = 0, high = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
      for (const { x, y, right, bottom } of boxes)
        expect(x >= 0 && y >= 0 && right <= wide && bottom <= high).toBe(true);
      for (const [, from, to] of svg.matchAll(/ d="M([\d.]+) [^"]* ([\d.]+) [\d.]+" marker/g))
        expect(Number(to)).toBeLessThan(Number(from));
    }),
    { numRuns: 60 },
  );
});
