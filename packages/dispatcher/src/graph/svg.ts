import { printable } from '@phoenix/shared-runtime';
import stringWidth from 'string-width';
import { cut } from '../views/cut.ts';
import { xmlText } from '../xml-text.ts';
import { chainLine } from './chain.ts';
import type { Arrow, Graph, Node } from './graph.ts';
import { labelOf, toneOf } from './label.ts';
import { type Placed, type Point, place } from './layout.ts';
import { svgStyle } from './svg-style.ts';

/** Pixels of one character of a monospaced font of 14 pixels, and of one of 12. */
const WIDE = 8.5;
const NARROW = 7.3;

/** Characters of a name that stand in its box; the whole name is in its tooltip. */
const LETTERS = 36;

/** Pixels around the drawing, and those below it that the legend takes. */
const MARGIN = 16;
const LEGEND = 44;

const WORDS: Readonly<Record<Arrow['why'], string>> = {
  clone: 'is cloned from',
  dependency: 'depends on',
};

/** The graph as a drawing that stands alone: no font, script or file is fetched. */
export function svgGraph(graph: Graph): string {
  const { nodes, arrows, chain } = graph;
  const placed = place(nodes, arrows, sizeOf, MARGIN);
  const told = chain === undefined ? [] : [chainLine(chain)];
  const width = Math.ceil(Math.max(placed.width, 360, ...told.map(legendWidth)));
  const bottom = Math.max(placed.height, MARGIN);
  const height = Math.ceil(bottom + LEGEND + told.length * 20);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    '<title id="title">What stands on what</title>',
    `<desc id="desc">${xmlText(described(graph))}</desc>`,
    `<style>${svgStyle()}</style>`,
    '<defs>',
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>',
    '</defs>',
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...placed.lines.map(lineOf),
    ...placed.boxes.map(boxOf),
    ...legend(bottom + 20, told),
    '</svg>',
    '',
  ].join('\n');
}

function lineOf({ arrow, points }: Placed['lines'][number]): string {
  const { from, to, why, critical } = arrow;
  const words = `${from} ${WORDS[why]} ${to}`;
  return `<path class="${why}${critical ? ' critical' : ''}" d="${curve(points)}" marker-end="url(#tip)"><title>${words}</title></path>`;
}

/** A curve that begins and ends at its first and last point and goes by the others. */
function curve(points: readonly Point[]): string {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const end =
      index === rest.length - 2 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${bends.length === 0 ? `L${at(last)}` : bends.join('')}`;
}

function boxOf({ node, left, top, width, height }: Placed['boxes'][number]): string {
  const [first, second] = linesOf(node);
  const middle = short(left + width / 2);
  const about = node.description === undefined ? '' : `: ${printable(node.description)}`;
  const text = `${labelOf(node).join(', ')}${about}`;
  const inner =
    node.kind === 'vm'
      ? `<rect class="inner" x="${short(left + 3)}" y="${short(top + 3)}" width="${short(width - 6)}" height="${short(height - 6)}" rx="4"/>`
      : '';
  return [
    `<g class="guest ${toneOf(node)}${node.critical ? ' critical' : ''}"><title>${xmlText(text)}</title>`,
    `<rect x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}" rx="6"/>${inner}`,
    `<text class="name" x="${middle}" y="${short(top + 20)}">${xmlText(first)}</text>`,
    `<text class="state" x="${middle}" y="${short(top + 37)}">${xmlText(second)}</text></g>`,
  ].join('');
}

function legend(top: number, told: readonly string[]): string[] {
  const sample = (why: Arrow['why'], left: number, words: string) => [
    `<path class="${why}" d="M${left + 40} ${top}H${left}" marker-end="url(#tip)"/>`,
    `<text class="legend" x="${left + 48}" y="${top + 4}">${words}</text>`,
  ];
  return [
    ...sample('clone', MARGIN, 'is cloned from'),
    ...sample('dependency', MARGIN + 176, 'depends on'),
    ...told.map(
      (line) => `<text class="legend" x="${MARGIN}" y="${top + 26}">★ ${xmlText(line)}</text>`,
    ),
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

function sizeOf(node: Node) {
  const [first, second] = linesOf(node);
  const text = Math.max(stringWidth(first) * WIDE, stringWidth(second) * NARROW);
  return { width: Math.ceil(text) + 20, height: 48 };
}

function linesOf(node: Node): readonly [string, string] {
  const [first, second] = labelOf(node);
  return [cut(first, String(node.id).length + 1 + LETTERS), second];
}

function legendWidth(line: string): number {
  return stringWidth(line) * NARROW + 2 * MARGIN + 20;
}

function at({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`;
}

function short(number: number): number {
  return Math.round(number * 10) / 10;
}
