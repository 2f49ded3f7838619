import type { Arrow, Graph } from './graph.ts';
import { labelOf, toneOf } from './label.ts';
import { TONES } from './tones.ts';

const ARROWS: Readonly<Record<Arrow['why'], string>> = { clone: '-.->', dependency: '-->' };

/** The graph in the language of Mermaid, as GitHub, GitLab and many editors draw it. */
export function mermaidGraph({ nodes, arrows }: Graph): string {
  const used = new Set(nodes.map(toneOf));
  const heavy = nodes.filter(({ critical }) => critical).map(({ id }) => `g${id}`);
  const links = arrows.flatMap(({ critical }, index) => (critical ? [index] : []));
  return [
    '%% An arrow points at what a guest stands on: dotted what it is cloned from, solid what it depends on.',
    'flowchart RL',
    ...nodes.map((node) => {
      const [first, second] = labelOf(node).map(escaped);
      return `  g${node.id}["${first}<br/>${second}"]:::${toneOf(node)}`;
    }),
    ...arrows.map(({ from, to, why }) => `  g${from} ${ARROWS[why]} g${to}`),
    ...Object.entries(TONES)
      .filter(([tone]) => used.has(tone))
      .map(([tone, { light }]) => `  classDef ${tone} fill:#fff,stroke:${light},color:#1f2328`),
    ...(heavy.length === 0 ? [] : [`  classDef critical stroke-width:4px`]),
    ...(heavy.length === 0 ? [] : [`  class ${heavy.join(',')} critical`]),
    ...(links.length === 0 ? [] : [`  linkStyle ${links.join(',')} stroke-width:4px`]),
    '',
  ].join('\n');
}

/** Text within the quotes of a label, where Mermaid reads Markdown, HTML and entities. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\p{L}\p{N} .,()★-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
