import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, Node } from './graph.ts';
import { type Box, type Line, withPorts } from './ports.ts';

/** Where everything stands, in pixels. */
export interface Placed<N = Node> {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Box & { readonly node: N })[];
  readonly lines: readonly Line[];
}

/** Pixels between boxes of a layer, between layers, and between lines that go by. */
const SPACES = { nodesep: 18, ranksep: 72, edgesep: 12 };

/** Places boxes in layers, foundations at the left, and leads each arrow around the boxes between. */
export function place<N extends Pick<Node, 'id'>>(
  { nodes, arrows }: Pick<Graph, 'arrows'> & { readonly nodes: readonly N[] },
  sizeOf: (node: N) => Pick<Box, 'width' | 'height'>,
  margin: number,
): Placed<N> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'RL', ...SPACES, marginx: margin, marginy: margin });
  for (const node of nodes) graph.setNode(String(node.id), { ...sizeOf(node) });
  for (const { from, to, why } of arrows) graph.setEdge(String(from), String(to), {}, why);
  layout(graph);
  const boxes = nodes.map((node) => {
    const { x, y, width, height } = graph.node(String(node.id));
    return { node, width, height, left: x - width / 2, top: y - height / 2 };
  });
  const lines = arrows.map((arrow): Line => {
    const edge = { v: String(arrow.from), w: String(arrow.to), name: arrow.why };
    return { arrow, points: graph.edge(edge).points };
  });
  const { width = 0, height = 0 } = graph.graph();
  return {
    // Of nothing the library makes what is less than nothing.
    width: Math.max(0, width),
    height: Math.max(0, height),
    boxes,
    lines: withPorts(lines, new Map(boxes.map((box) => [box.node.id, box]))),
  };
}
