import { formatDuration, printable } from '@phoenix/shared-runtime';
import stringWidth from 'string-width';
import type { Arrow } from '../graph/graph.ts';
import { place } from '../graph/layout.ts';
import { curve } from '../graph/svg-parts.ts';
import { cut } from '../views/cut.ts';
import { type Html, html } from './html.ts';
import type { Report, ReportGuest } from './model.ts';
import { scrolling } from './scrolling.ts';
import { nameOf, standingOf } from './words.ts';

/** Pixels around the drawing, and of a character of its two lines. */
const MARGIN = 8;
const WIDE = 8.2;
const NARROW = 7;

/** Characters of a name in its box. */
const LETTERS = 28;

/** A drawing of more guests than these is a carpet. */
const MOST = 300;

type Drawn = ReportGuest & { readonly id: number };

/** Who waited for whom, each with how it came out; undefined where nobody waited. */
export function waitingGraph(report: Report): Html | undefined {
  const nodes = report.guests.filter((guest): guest is Drawn => typeof guest.id === 'number');
  const steps = new Set(report.chain.slice(1).map(({ id }, at) => `${id} ${report.chain[at]?.id}`));
  const arrows = nodes.flatMap(({ id, needs }) =>
    needs.map((to): Arrow => {
      const critical = steps.has(`${id} ${to}`);
      return { from: id, to, why: 'dependency', critical };
    }),
  );
  if (arrows.length === 0 || nodes.length > MOST) return undefined;
  const { width, height, boxes, lines } = place({ nodes, arrows }, sizeOf, MARGIN);
  const drawing = html`<svg class="graph" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="img" aria-labelledby="graph-svg-title graph-svg-desc">
<title id="graph-svg-title">Who waited for whom</title>
<desc id="graph-svg-desc">${described(nodes)}</desc>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${lines.map(({ arrow, points }) => html`<path class="arrow${arrow.critical && ' critical'}" d="${curve(points)}" marker-end="url(#tip)"/>`)}
${boxes.map(({ node, left, top, width: wide, height: high }) => box(node, { left, top, wide, high }))}
</svg>`;
  const today =
    report.needsAreOfToday &&
    html` The run does not tell whom its guests waited for; this is what is declared today.`;
  return html`<section id="graph" aria-labelledby="graph-title">
<h2 id="graph-title">Who waited for whom</h2>
${scrolling('Drawing of who waited for whom', drawing)}
<p class="quiet">An arrow leads from a guest to one that it waited for.${report.chain.length > 0 && html` Thick lines and ★ are the longest chain.`}${today}</p>
</section>`;
}

function linesOf(guest: Drawn): readonly [string, string] {
  const { sign, word } = standingOf(guest);
  const took = guest.seconds === undefined ? '' : ` ${formatDuration(guest.seconds)}`;
  const name = cut(printable(nameOf(guest)), LETTERS);
  return [name, `${sign} ${word}${took}${guest.critical ? ' ★' : ''}`];
}

function sizeOf(guest: Drawn): { width: number; height: number } {
  const [first, second] = linesOf(guest);
  const text = Math.max(stringWidth(first) * WIDE, stringWidth(second) * NARROW);
  return { width: Math.ceil(text) + 26, height: 46 };
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}

function box(guest: Drawn, { left, top, wide, high }: Place): Html {
  const [first, second] = linesOf(guest);
  const { tone } = standingOf(guest);
  const [x, y] = [Math.round(left), Math.round(top)];
  const middle = Math.round(left + wide / 2);
  return html`<g class="box ${tone}${guest.critical && ' critical'}"><title>${nameOf(guest)}</title><rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="5"/><text class="name" x="${middle}" y="${y + 20}">${first}</text><text x="${middle}" y="${y + 36}">${second}</text></g>
`;
}

/** The drawing in sentences. */
function described(nodes: readonly Drawn[]): string {
  return nodes
    .map((guest) => {
      const waited = guest.needs.length === 0 ? '' : `, waited for ${guest.needs.join(', ')}`;
      const star = guest.critical ? ', on the longest chain' : '';
      return `${nameOf(guest)}: ${standingOf(guest).word}${waited}${star}.`;
    })
    .join(' ');
}
