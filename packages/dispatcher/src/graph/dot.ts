import { printable } from '@phoenix/shared-runtime';
import type { Arrow, Graph, Node } from './graph.ts';
import { labelOf, toneOf } from './label.ts';
import { TONES } from './tones.ts';

const STYLES: Readonly<Record<Arrow['why'], string>> = { clone: 'dashed', dependency: 'solid' };
const MEANINGS = { clone: 'cloned from', dependency: 'depends on' } as const;

/** The graph in the language of Graphviz. */
export function dotGraph({ nodes, arrows }: Graph): string {
  return [
    '// An arrow points at what a guest stands on: dashed what it is cloned from, solid what it depends on.',
    'digraph phoenix {',
    '  rankdir=RL',
    '  node [shape=box, style=rounded, fontname="sans-serif", fontsize=12]',
    '  edge [arrowsize=0.7]',
    ...nodes.map(nodeLine),
    ...arrows.map(({ from, to, why, critical }) => {
      const heavy = critical ? ', penwidth=3' : '';
      return `  ${from} -> ${to} [style=${STYLES[why]}, tooltip="${MEANINGS[why]}"${heavy}]`;
    }),
    '}',
    '',
  ].join('\n');
}

function nodeLine(node: Node): string {
  const { id, description, critical } = node;
  const attributes = [
    `label="${labelOf(node).map(escaped).join('\\n')}"`,
    `tooltip="${escaped(printable(description ?? node.name))}"`,
    `color="${TONES[toneOf(node)]?.light}"`,
    ...(critical ? ['penwidth=3'] : []),
  ];
  return `  ${id} [${attributes.join(', ')}]`;
}

/** Text within quotes; Graphviz reads entities of HTML there as well. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll(/["\\]/g, (sign) => `\\${sign}`);
}
