import type { Graph } from './graph.ts';

/**
 * The graph for programs. `from` of an edge stands on its `to`; `state` and `differs` of a guest are
 * absent where nobody could tell.
 */
export function jsonGraph({ nodes, arrows, chain }: Graph): string {
  const marked = chain !== undefined;
  const guests = nodes.map(({ seen, critical, ...node }) => ({
    ...node,
    ...seen,
    ...(marked && { critical }),
  }));
  const edges = arrows.map(({ critical, ...arrow }) => ({ ...arrow, ...(marked && { critical }) }));
  const links = chain?.links.map(({ id, seconds }) =>
    chain.guessed.has(id) ? { id } : { id, seconds },
  );
  return `${JSON.stringify({ guests, edges, ...(links && { chain: links }) })}\n`;
}
