import { xmlText } from '@phoenix/shared-runtime';
import stringWidth from 'string-width';
import { chainLine } from './chain.ts';
import type { Arrow, Graph } from './graph.ts';
import { labelOf } from './label.ts';
import { place } from './layout.ts';
import { boxOf, lineOf, sizeOf, WORDS } from './svg-parts.ts';
import { SVG_CLASS, svgStyle } from './svg-style.ts';

/** Pixels around the drawing, below it for the legend, and for each further line of that. */
const MARGIN = 16;
const LEGEND = 44;
const LINE = 20;

/** Pixels that the legend of the arrows takes from the left. */
const NARROWEST = 380;

/** The graph as a drawing that stands alone: no font, script or file is fetched. */
export function svgGraph(graph: Graph): string {
  const placed = place(graph, sizeOf, MARGIN);
  const told = graph.chain === undefined ? [] : [`★ ${chainLine(graph.chain)}`];
  const wide = told.map((line) => stringWidth(line) * 7.5 + 2 * MARGIN);
  const width = Math.ceil(Math.max(placed.width, NARROWEST, ...wide));
  const height = Math.ceil(placed.height + LEGEND + told.length * LINE);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${SVG_CLASS}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${SVG_CLASS}-title ${SVG_CLASS}-desc">`,
    `<title id="${SVG_CLASS}-title">What stands on what</title>`,
    `<desc id="${SVG_CLASS}-desc">${xmlText(described(graph))}</desc>`,
    `<style>${svgStyle()}</style>`,
    `<defs><marker id="${SVG_CLASS}-tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...placed.lines.map(lineOf),
    ...placed.boxes.map(boxOf),
    ...legend(placed.height + 20, told),
    '</svg>',
    '',
  ].join('\n');
}

function legend(top: number, told: readonly string[]): string[] {
  const sample = (why: Arrow['why'], left: number) => [
    `<path class="arrow ${why}" d="M${left + 40} ${top}H${left}" marker-end="url(#${SVG_CLASS}-tip)"/>`,
    `<text x="${left + 50}" y="${top + 4}">${WORDS[why]}</text>`,
  ];
  return [
    ...sample('clone', MARGIN),
    ...sample('dependency', MARGIN + 190),
    ...told.map((line) => `<text x="${MARGIN}" y="${top + 8 + LINE}">${xmlText(line)}</text>`),
  ];
}

/** The graph in sentences, for those who do not see it. */
function described({ nodes, arrows, chain }: Graph): string {
  const below = Map.groupBy(arrows, ({ from }) => from);
  const sentences = nodes.map((node) => {
    const stands = (below.get(node.id) ?? []).map(({ to, why }) => `${WORDS[why]} ${to}`);
    return `${[labelOf(node).join(', '), ...stands].join(', ')}.`;
  });
  return [...sentences, ...(chain === undefined ? [] : [`${chainLine(chain)}.`])].join(' ');
}
