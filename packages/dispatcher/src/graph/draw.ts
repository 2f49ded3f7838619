import type { Output } from '@phoenix/shared-runtime/frame';
import { asciiGraph } from './ascii.ts';
import { dotGraph } from './dot.ts';
import type { GraphFormat } from './formats.ts';
import type { Graph } from './graph.ts';
import { jsonGraph } from './json.ts';
import { mermaidGraph } from './mermaid.ts';
import { svgGraph } from './svg.ts';

/** For what an ascii graph is drawn. */
export interface Surface {
  readonly columns: number;
  readonly paint: Output['paint'];
}

/** The graph in that format. */
export function draw(graph: Graph, format: GraphFormat, surface: Surface): string {
  switch (format) {
    case 'ascii':
      return asciiGraph(graph, surface.columns, surface.paint);
    case 'mermaid':
      return mermaidGraph(graph);
    case 'dot':
      return dotGraph(graph);
    case 'json':
      return jsonGraph(graph);
    case 'svg':
      return svgGraph(graph);
  }
}
