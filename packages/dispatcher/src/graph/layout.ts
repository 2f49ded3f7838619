import { graphlib, layout } from '@dagrejs/dagre';
import type { Arrow, Node } from './graph.ts';

/** A place in a drawing, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The size of a box in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. */
export interface Placed extends Size {
  readonly boxes: readonly (Size & {
    readonly node: Node;
    readonly left: number;
    readonly top: number;
  })[];
  readonly lines: readonly { readonly arrow: Arrow; readonly points: readonly Point[] }[];
}

/** Places boxes in layers, foundations at the left, and leads each arrow around the boxes between. */
export function place(
  nodes: readonly Node[],
  arrows: readonly Arrow[],
  sizeOf: (node: Node) => Size,
  margin: number,
): Placed {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'RL',
    nodesep: 18,
    ranksep: 56,
    edgesep: 12,
    marginx: margin,
    marginy: margin,
  });
  for (const node of nodes) graph.setNode(String(node.id), { ...sizeOf(node) });
  for (const { from, to, why } of arrows) graph.setEdge(String(from), String(to), {}, why);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.max(0, width),
    height: Math.max(0, height),
    boxes: nodes.map((node) => {
      const { x, y, width: wide, height: high } = graph.node(String(node.id));
      return { node, width: wide, height: high, left: x - wide / 2, top: y - high / 2 };
    }),
    lines: arrows.map((arrow) => {
      const { points } = graph.edge({
        v: String(arrow.from),
        w: String(arrow.to),
        name: arrow.why,
      });
      return { arrow, points };
    }),
  };
}
