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
  '.txt': 'ascii',
  '': 'ascii',
};

/** The endings of files that mean a format. */
export const GRAPH_ENDINGS: readonly string[] = Object.keys(BY_ENDING).filter((one) => one !== '');

/** The format that the name of a file means; undefined for an ending that means none of them. */
export function formatOfFile(path: string): GraphFormat | undefined {
  return BY_ENDING[extname(path).toLowerCase()];
}
