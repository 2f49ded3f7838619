import { extname } from 'node:path';

/** In what a graph is written. */
export type GraphFormat = 'ascii' | 'mermaid' | 'dot' | 'svg' | 'json';

/** Every format, the first of them unless told. */
export const GRAPH_FORMATS: readonly GraphFormat[] = ['ascii', 'mermaid', 'dot', 'svg', 'json'];

const BY_ENDING: Readonly<Record<string, GraphFormat>> = {
  '.svg': 'svg',
  '.dot': 'dot',
  '.gv': 'dot',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.json': 'json',
};

/** The format that the name of a file means. */
export function formatOfFile(path: string): GraphFormat {
  return BY_ENDING[extname(path).toLowerCase()] ?? 'ascii';
}
